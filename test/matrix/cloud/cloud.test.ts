import { beforeAll, describe, expect, test } from 'vitest';
import { nameOf, validCombinations } from '../combinations.ts';
import { composeForCloud, installOnce, packageRepo } from './packaged.ts';
import { policyReport } from './policy.ts';
import { brokenRules } from './rules.ts';
import { schemaFindings } from './schema.ts';
import { readTemplate } from './template.ts';
import { installValidators } from './tools.ts';

/** Every acknowledgement of every template, and whether any template needed it. */
const acknowledged = new Map<string, boolean>();

beforeAll(async () => {
  await installOnce();
  await installValidators();
});

describe.each(validCombinations.map((combination) => ({ name: nameOf(combination), combination })))(
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
        ...(combination.stage === 'glue' ? ['ReceiptLambdaFunction', 'RelayLambdaFunction'] : []),
        ...(combination.start === 'greenfield' ? ['ShopLambdaFunction'] : []),
      ];
      expect(names.sort()).toEqual(expected);
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

describe('over all combinations', () => {
  test('every acknowledgement excuses something somewhere', () => {
    expect([...acknowledged].filter(([, needed]) => !needed).map(([key]) => key)).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(0);
  });
});
