import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const library = fileURLToPath(new URL('../..', import.meta.url));

/** What the check says of one test file. It runs in a repo of its own, as a gate does. */
async function checkOf(file: string): Promise<unknown> {
  // Inside the library: its vitest is then found from there.
  const repo = mkdtempSync(join(library, 'test/suite-'));
  onTestFinished(() => rmSync(repo, { recursive: true, force: true }));
  writeFileSync(join(repo, 'package.json'), JSON.stringify({ type: 'module', workspaces: ['packages/*'] }));
  writeFileSync(join(repo, 'vitest.config.js'), 'export default {};');
  writeFileSync(join(repo, 'a.test.js'), file);
  const program = `import { suiteCheck } from '${new URL('../../src/gates/suite.ts', import.meta.url)}';
    console.log(JSON.stringify(await suiteCheck('the suite', ['a.test.js'])));`;
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: repo,
  });
  return JSON.parse(stdout);
}

const green = `import { expect, test } from 'vitest'; test('one', () => {});`;

test('a suite that is green holds', async () => {
  expect(await checkOf(green)).toEqual({
    name: 'the suite',
    verdict: 'holds',
    measured: '1 of 1 tests green',
    needed: 'all green',
  });
});

test('a red test is named with the first line of its reason', async () => {
  expect(await checkOf(`${green} test('two', () => { expect(1).toBe(2); });`)).toEqual({
    name: 'the suite',
    verdict: 'fails',
    measured: expect.stringMatching(/^1 of 2 tests green; red: two \(AssertionError: expected 1 to be 2.*\)$/),
    needed: 'all green',
  });
});

test('a suite that does not load fails, with its reason', async () => {
  expect(await checkOf(`import './nowhere.js';`)).toMatchObject({
    verdict: 'fails',
    measured: expect.stringMatching(/^0 of 0 tests green; red: a\.test\.js \(.*nowhere\.js/),
  });
});
