import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { compose } from '../matrix/compose.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, '.scratch');
const repo = join(scratch, 'matrix-pooler');

type Race = { readonly winners: number; readonly late: number };
type Outcome = {
  readonly migrations: number;
  readonly applied: number;
  readonly leaseWide: Race;
  readonly leaseNarrow: Race;
  readonly advisoryDirect: { readonly winners: number };
  readonly advisoryPooled: { readonly winners: number };
  readonly suite: { readonly code: number; readonly said: string };
};

let outcome: Outcome;

// Needs pgbouncer on the machine (Debian: apt-get install pgbouncer): a test that is skipped proves nothing.
beforeAll(async () => {
  await compose(repo, {});
  cpSync(join(root, 'test/gates/in-repo/pooler.mjs'), join(repo, 'pooler.mjs'));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'pooler.mjs'], {
    cwd: repo,
    maxBuffer: 16 * 1024 * 1024,
  });
  outcome = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Outcome;
});

test('behind a transaction-mode pooler one replica of twenty gets the lease, however few connections they share', () => {
  expect(outcome.leaseWide).toEqual({ winners: 1, late: 0 });
  expect(outcome.leaseNarrow).toEqual({ winners: 1, late: 0 });
});

test('the control: an advisory lock has one winner without the pooler, and twenty behind it', () => {
  expect(outcome.advisoryDirect.winners).toBe(1);
  expect(outcome.advisoryPooled.winners).toBe(20);
});

test('four migration runners at once behind the pooler apply everything once', () => {
  expect(outcome.migrations).toBeGreaterThan(1);
  expect(outcome.applied).toBe(outcome.migrations);
});

test('the outbox passes its contract suite through the pooler', () => {
  expect(outcome.suite.code, outcome.suite.said).toBe(0);
});
