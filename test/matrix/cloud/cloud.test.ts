import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { reposToPackage } from './deployed.ts';
import { composeForCloud, packageRepo } from './packaged.ts';
import { policyReport } from './policy.ts';
import { brokenRules } from './rules.ts';
import { schemaFindings } from './schema.ts';
import { readTemplate } from './template.ts';

/** Every acknowledgement of every template, and whether any template needed it. */
const acknowledged = new Map<string, boolean>();

describe.each(reposToPackage.map(({ name, combination }) => ({ name, combination })))(
  '$name',
  ({ name, combination }) => {
    let template: string;

    test('is packaged offline', async () => {
      const repo = await composeForCloud(name, combination);
      const packaged = await packageRepo(repo);
      template = packaged.template;
      expect(packaged.printed).not.toMatch(/warning|deprecat/i);
      const names = Object.keys(readTemplate(template).Resources).filter((id) => id.endsWith('LambdaFunction'));
      const expected = [
        ...(combination.start === 'greenfield' ? ['Shop'] : []),
        ...(combination.stage === 'observe' ? [] : ['Receipt', 'Relay']),
        ...(combination.stage === 'features' ? ['OrderDashpage', 'OrderDashstatus'] : []),
        ...(combination.stage === 'tasks' || combination.stage === 'features'
          ? ['BackgroundDashfeed', 'InvoiceDashrun', 'SearchDashindex', 'StockDashcheck', 'StockDashledger']
          : []),
      ];
      expect(names.sort()).toEqual(expected.map((name) => `${name}LambdaFunction`).sort());
    });

    test('has nothing that AWS would refuse', () => {
      expect(schemaFindings(template)).toEqual([]);
    });

    test('has no unacknowledged finding of cdk-nag', () => {
      const report = policyReport(template);
      expect(report.findings).toEqual([]);
      for (const [key, needed] of report.acknowledged) acknowledged.set(key, needed || acknowledged.get(key) === true);
    });

    test('keeps our own rules', () => {
      expect(brokenRules(readTemplate(template))).toEqual([]);
    });
  },
);

describe('a stage of the user', () => {
  let repo: string;

  beforeAll(async () => {
    repo = await composeForCloud('own-stage', { start: 'greenfield', stage: 'glue', telemetry: 'otlp' });
  });

  test('is packaged from a filled-in copy of the example: internet, an open collector, reserved concurrency', async () => {
    const example = readFileSync(join(repo, 'deploy/settings.example.yml'), 'utf8');
    const settings = example
      .replace('<region>', 'eu-west-1')
      .replace('<alarm-address>', 'ops@example.com')
      .replace('<database-secret-arn>', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf')
      .replace('<collector-url>', 'https://collector.example.com');
    writeFileSync(join(repo, 'deploy/settings.production.yml'), settings);
    const { template } = await packageRepo(repo, '--stage', 'production');
    expect(schemaFindings(template)).toEqual([]);
    expect(policyReport(template).findings).toEqual([]);
    const { RelayLambdaFunction } = readTemplate(template).Resources;
    expect(RelayLambdaFunction?.Properties).not.toHaveProperty('VpcConfig');
    expect(RelayLambdaFunction?.Properties).toMatchObject({
      FunctionName: 'sample-shop-production-relay',
      ReservedConcurrentExecutions: 2,
    });
  });

  test('is not packaged while a placeholder is in it', async () => {
    const refused = packageRepo(repo, '--stage', 'example');
    await expect(refused).rejects.toThrow(/settings\.example\.yml still has <alarm-address> at alarms\.email/);
  });

  test('is not packaged when a function has grown over its budget', async () => {
    const main = join(repo, 'services/receipt/src/main.ts');
    const grown = `export const padding = '${'x'.repeat(600 * 1024)}';\n`;
    writeFileSync(main, `${readFileSync(main, 'utf8')}${grown}`);
    await expect(packageRepo(repo)).rejects.toThrow(
      /receipt: \d+ KB, budget 550 KB\. Largest parts: services\/receipt/,
    );
  });

  test('is not packaged with a key that the engine does not know', async () => {
    const file = join(repo, 'services/receipt/function.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('memorySize:', 'memory:'));
    writeFileSync(join(repo, 'services/receipt/src/main.ts'), 'export const handler = async () => {};');
    await expect(packageRepo(repo)).rejects.toThrow(/unrecognized property 'memory'/);
  });
});

describe('over all that is packaged', () => {
  test('every acknowledgement excuses something somewhere', () => {
    expect([...acknowledged].filter(([, needed]) => !needed).map(([key]) => key)).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(0);
  });
});
