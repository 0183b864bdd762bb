import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { everything } from './everything.ts';
import { activeActive, type Mutant } from './mutants.ts';
import { shuffled } from './seed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, '.scratch');
const source = join(root, 'templates/failover/active-active/files/packages/failover');
const folder = join(scratch, 'mutants');

/** How many a run has the time for; all at night. */
const perRun = 12;
const mutants = everything ? activeActive : shuffled(activeActive).slice(0, perRun);

type Result = {
  readonly name: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly title: string;
    readonly failureMessages: readonly string[];
  }[];
};

test('without any one of its rules a test of active-active fails', async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // A failing history is not made smaller: only its number matters here.
  writeFileSync(
    join(folder, 'setup.ts'),
    "import fc from 'fast-check';\nfc.configureGlobal({ endOnFailure: true });\n",
  );
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    "export default { test: { setupFiles: ['./setup.ts'], isolate: false } };\n",
  );
  cpSync(source, join(folder, 'whole'), { recursive: true });
  for (const [at, mutant] of mutants.entries()) plant(join(folder, `mutant-${at}`), mutant);

  const results = await run();
  const inFolder = (name: string) => results.filter((one) => one.name.startsWith(join(folder, name, '/')));
  const failures = (name: string) =>
    inFolder(name).flatMap((one) => one.assertionResults.filter(({ status }) => status === 'failed'));

  // The control: it is not the copying that fails.
  expect(inFolder('whole').length).toBeGreaterThan(4);
  expect(failures('whole').map(({ title }) => title)).toEqual([]);
  const caught = mutants.map(({ rule }, at) => ({ rule, by: failures(`mutant-${at}`) }));
  console.log(caught.map(({ rule, by }) => `${rule}: ${historiesUntil(by)}`).join('\n'));
  expect(caught.filter(({ by }) => by.length === 0).map(({ rule }) => rule)).toEqual([]);
});

function plant(copy: string, { file, line, becomes }: Mutant): void {
  cpSync(source, copy, { recursive: true });
  // It only compiles, and is the same in each.
  rmSync(join(copy, 'test/policies.test.ts'));
  const text = readFileSync(join(copy, file), 'utf8');
  if (text.split(line).length !== 2) throw new Error(`${file} has no single "${line}"`);
  writeFileSync(
    join(copy, file),
    text.replace(line, () => becomes),
  );
}

/** Runs all copies at once. Most of them fail, so the answer is in the report. There is none when a mutant never ends. */
function run(): Promise<Result[]> {
  const report = join(folder, 'report.json');
  const vitest = join(scratch, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`];
  const env = { ...process.env, HISTORIES: '40', SEED: '20261129' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env, timeout: 300_000 }, () => {
      resolve((JSON.parse(readFileSync(report, 'utf8')) as { testResults: Result[] }).testResults);
    });
  });
}

/** After how many histories the first one failed, or which other test did. */
function historiesUntil(failed: Result['assertionResults']): string {
  const counts = failed.flatMap(({ failureMessages }) => {
    const after = /failed after (\d+) tests/.exec(failureMessages.join('\n'))?.[1];
    return after === undefined ? [] : [Number(after)];
  });
  if (counts.length > 0) return `in history ${Math.min(...counts)}`;
  return failed[0] === undefined ? 'not caught' : `the test "${failed[0].title}"`;
}
