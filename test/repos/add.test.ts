import { execFile } from 'node:child_process';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRepo } from '../matrix/cloud/packaged.ts';
import { policyReport } from '../matrix/cloud/policy.ts';
import { brokenRules } from '../matrix/cloud/rules.ts';
import { schemaFindings } from '../matrix/cloud/schema.ts';
import { readTemplate } from '../matrix/cloud/template.ts';
import { linkWorkspaces } from '../matrix/compose.ts';
import { pass } from '../matrix/pass.ts';
import { whileDevRuns } from './dev.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, '.scratch');
const tool = join(root, 'dist/bin.cjs');
const event = 'shop.order.shipped.v1';

describe.each([
  { start: 'legacy', stage: 'glue', database: 'postgres', telemetry: 'otlp' },
  { start: 'greenfield', stage: 'features', database: 'dynamodb', telemetry: 'cloudwatch' },
])('in a repo of $start at $stage on $database', ({ start, stage, database, telemetry }) => {
  const last = stage === 'features';
  const name = `added-${start}-${database}`;
  const repo = join(scratch, name);
  const git = (...args: string[]) =>
    pass('git', ['-c', 'user.name=A Tester', '-c', 'user.email=tester@example.com', ...args], repo);
  const add = async (...args: string[]) => {
    await pass(process.execPath, [tool, 'add', ...args], repo);
    await git('commit', '--quiet', '--no-verify', '--all', '--message', args.join(' '));
  };
  const vitest = (...files: string[]) => pass(join(scratch, 'node_modules/.bin/vitest'), ['run', ...files], repo);

  beforeAll(async () => {
    rmSync(repo, { recursive: true, force: true });
    const answers = ['--start', start, '--stage', stage, '--database', database, '--telemetry', telemetry];
    await pass(process.execPath, [tool, name, '--yes', ...answers, '--no-install', '--no-git'], scratch);
    linkWorkspaces(repo);
    symlinkSync(join(scratch, 'engine/node_modules'), join(repo, 'deploy/node_modules'), 'dir');
    await git('init', '-q');
    await git('add', '--all');
    await git('commit', '-q', '--no-verify', '-m', 'Start');
    await git('tag', 'start');
    await add('event', event);
    await add('glue', 'parcel-label', '--event', event, '--body', 'sample');
    await add('glue', 'stock-warning', '--body', 'empty', '--owner', 'warehouse');
    if (last) await add('task', 'loyalty-points', '--body', 'sample');
    await add('map-reduce', 'daily-revenue', '--body', 'sample');
    await add('extension', 'order-rules', '--body', 'sample');
    await add('map-reduce', 'open-parts', '--body', 'empty');
    await add('extension', 'open-rules', '--body', 'empty');
    if (last) {
      await add('feature', 'order-summary', '--body', 'sample');
      await add('feature', 'gift', '--path', '/gifts/:code', '--body', 'empty');
      await add('split', 'search');
      await add('split', 'stock');
    }
    rmSync(join(repo, 'node_modules'), { recursive: true });
    linkWorkspaces(repo);
  });

  test('what was added is formatted, linted and has correct types', async () => {
    await pass(join(root, 'node_modules/.bin/biome'), ['check', '--error-on-warnings', '.'], repo);
    await pass(join(scratch, 'node_modules/.bin/tsc'), ['--noEmit'], repo);
  });

  test('the registry knows the event, and every check of the repo accepts the functions', () =>
    vitest(
      'packages/events',
      'deploy/test',
      'services/parcel-label',
      ...(last ? ['services/loyalty-points', 'packages/tasks/test/lanes.test.ts'] : []),
      'services/daily-revenue',
      'services/order-rules',
      ...(last ? ['services/order-summary', 'services/router', 'services/shop/test/modules.test.ts'] : []),
      'deploy/test/limits.test.ts',
      'services/receipt',
      'packages/ops/test/function-json.test.ts',
    ));

  test('a body that is not written is red, and says where', async () => {
    await expect(vitest('services/stock-warning')).rejects.toThrow(/an event is handled[\s\S]*1 failed/);
    await expect(vitest('services/open-parts')).rejects.toThrow(/a job comes to its result[\s\S]*1 failed/);
    await expect(vitest('services/open-rules')).rejects.toThrow(/what they may see[\s\S]*1 failed/);
    if (last) await expect(vitest('services/gift')).rejects.toThrow(/answers \/gifts\/:code[\s\S]*1 failed/);
  });

  test('a job is started by hand on what `npm run dev` runs, and again is the same job', async () => {
    const typescript = ['--import', 'tsx'];
    const start = () =>
      promisify(execFile)(process.execPath, [...typescript, 'services/daily-revenue/local/start-job.ts'], {
        cwd: repo,
      });
    await expect(start()).rejects.toThrow('start it with "npm run dev"');
    const result = '2026-01-05: {"mug":2500,"poster":4900}\n';
    // This repo is composed, not installed: it has no program of the library's name.
    await whileDevRuns(repo, async () => {
      expect(await start()).toMatchObject({ stdout: result });
      expect(await start()).toMatchObject({ stdout: result });
    }, [process.execPath, join(root, 'local/bin.js'), 'dev']);
  });

  test('it is packaged, and what it deploys is as strict as the rest', async () => {
    const { template } = await packageRepo(repo);
    const { Resources } = readTemplate(template);
    for (const id of [
      'ParcelDashlabelLambdaFunction',
      'ParcelLabelRole',
      'ParcelLabelTrigger',
      'StockWarningIteratorAgeAlarm',
      ...(last ? ['LoyaltyDashpointsLambdaFunction', 'LoyaltyPointsRole', 'LoyaltyPointsTrigger'] : []),
      'DailyRevenueRole',
      'OrderRulesTrigger',
      ...(last ? ['OrderSummaryRoute', 'SearchLiveAlias', 'StockDeploymentGroup'] : []),
    ]) {
      expect(Object.keys(Resources)).toContain(id);
    }
    expect(schemaFindings(template)).toEqual([]);
    expect(policyReport(template).findings).toEqual([]);
    expect(brokenRules(readTemplate(template))).toEqual([]);
  });

  test.runIf(last)(
    'a module that was split off: the contract suite of the shop is green on both sides, from the same file',
    async () => {
      await pass('git', ['diff', '--exit-code', 'start', '--', 'packages/contracts', 'services/shop/test'], repo);
      await vitest('services/shop/test/http.test.ts', 'services/search/', 'services/stock/');
    },
  );

  test('the whole repo still runs: its glue is as green as before', () =>
    vitest('packages/glue/test/receipts.test.ts'));

  test('nothing of it is in the base', async () => {
    expect(existsSync(join(repo, 'services/parcel-label'))).toBe(true);
    await pass('git', ['diff', '--exit-code', 'start', '--', '.workshop', 'workshop.json'], repo);
  });
});
