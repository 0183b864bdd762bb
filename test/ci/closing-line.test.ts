import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runProgram, scratchFolder } from '../e2e/tool.ts';

/** What `.ci/run` prints last, when its runs of tests left these counts and it ended with this code. */
async function closing(code: number, ...runs: readonly [passed: number, failed: number, unloaded?: number][]) {
  const folder = join(scratchFolder(), 'results');
  mkdirSync(folder);
  for (const [at, [passed, failed, unloaded = 0]] of runs.entries()) {
    const testResults = Array.from({ length: unloaded }, () => ({ status: 'failed', assertionResults: [] }));
    const result = { numPassedTests: passed, numFailedTests: failed, testResults };
    writeFileSync(join(folder, `${at}.json`), JSON.stringify(result));
  }
  const ended = await runProgram(process.execPath, [join(root, '.ci/closing-line.mjs'), folder, String(code)], {
    cwd: root,
  });
  expect(ended.stderr).toBe('');
  return ended.stdout;
}

test('the counts of all runs are added up, on a line of their own', async () => {
  expect(await closing(0, [40, 0], [2, 0])).toBe('42 passed, 0 failed\n');
  expect(await closing(1, [40, 0], [2, 3])).toBe('42 passed, 3 failed\n');
});

test('a file that could not be loaded has failed', async () => {
  expect(await closing(1, [40, 0, 1])).toBe('40 passed, 1 failed\n');
});

test('there is no line that would not be true: nothing ran, or something else than a test broke off', async () => {
  expect(await closing(0)).toBe('');
  expect(await closing(1, [40, 0])).toBe('');
  expect(await closing(0, [40, 1])).toBe('');
});
