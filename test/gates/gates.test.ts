import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { gatePath } from '../../src/repo/advance/gate.ts';
import { compose } from '../matrix/compose.ts';
import { pass } from '../matrix/pass.ts';
import { gatedAnswers } from './chosen.ts';

const scratch = join(fileURLToPath(new URL('../..', import.meta.url)), '.scratch');

type Check = { readonly name: string; readonly verdict: string; readonly measured: string; readonly control?: string };

describe.each(gatedAnswers)('the gates of $start on $database', (answers) => {
  const repo = join(scratch, `gates-${answers.start}-${answers.database}`);

  const later = `${repo}-tasks`;
  const last = `${repo}-features`;

  beforeAll(async () => {
    await compose(repo, { ...answers, stage: 'glue' });
    await compose(later, { ...answers, stage: 'tasks' });
    await compose(last, { ...answers, stage: 'features' });
  });

  /** Runs a gate; its exit code says no more than its result. */
  async function checksOf(stage: string, at = repo): Promise<Check[]> {
    const result = join(at, `${stage}.json`);
    const args = ['--import', 'tsx', gatePath(stage)];
    const env = { ...process.env, GATE_RESULT: result };
    // An old result must not speak for a gate that broke off.
    rmSync(result, { force: true });
    const broken = await pass(process.execPath, args, at, env).catch((error: Error) => error);
    try {
      return JSON.parse(readFileSync(result, 'utf8')).checks;
    } catch {
      throw broken ?? new Error('the gate gave no result');
    }
  }

  // Once in a dozen runs on a busy machine this gate's process ended without a result, and nobody knows yet why. A second try tells
  // that from a gate that judges wrongly.
  test('observe holds once a baseline is stored, and not before', { retry: 1 }, async () => {
    rmSync(join(repo, 'docs/baseline.json'), { force: true });
    const verdicts = async () =>
      Object.fromEntries((await checksOf('observe')).map(({ name, verdict }) => [name, verdict]));
    const baseline = 'a stored baseline: p50, p95 and error rate';
    const others = { "the application's own suite": 'holds', 'a trace for every request': 'holds' };
    expect(await verdicts()).toEqual({ ...others, [baseline]: 'fails' });
    await pass(process.execPath, ['--import', 'tsx', 'packages/ops/src/baseline.ts'], repo);
    expect(await verdicts()).toEqual({ ...others, [baseline]: 'holds' });
  });

  /** All that is no timing must hold, and beside it is one timing with its control. What it says of this machine is printed, not judged: see docs/decisions/gates.md. */
  function expectToHold(checks: readonly Check[], timing: 'p95' | 'p99', count: number): void {
    const timed = checks.filter(({ name }) => name.startsWith(timing));
    for (const { name, verdict, measured } of timed) console.log(`${verdict}: ${name}: ${measured}`);
    expect(timed.map(({ measured, control }) => [measured, control])).toEqual([
      [expect.stringMatching(/^\d+\.\d\d × /), expect.stringMatching(/: \d+\.\d\d × \(/)],
    ]);
    expect(checks.filter((check) => !timed.includes(check) && check.verdict !== 'holds')).toEqual([]);
    expect(checks).toHaveLength(count);
  }

  test('glue: nothing is lost, doubled or out of order over fifty kills; nobody is held up', async () => {
    expectToHold(await checksOf('glue'), 'p95', 6);
    // Three minutes on a quiet machine, more than ten on a busy one.
  }, 1_500_000);

  test('tasks: one charge however a job dies; the limits hold in a storm, and without them it breaks', async () => {
    expectToHold(await checksOf('tasks', later), 'p99', 4);
  }, 600_000);

  test('features: both sides answer the same, and a flip refuses nobody', async () => {
    expectToHold(await checksOf('features', last), 'p95', 3);
  }, 600_000);
});
