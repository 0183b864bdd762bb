import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBase } from '../../src/repo/base.ts';
import { sha256 } from '../../src/tree/digest.ts';
import { cleanEnvironment, runTool, scratchFolder } from './tool.ts';

const args = ['my-shop', '--yes', '--no-install', '--no-git'];
const preload = (name: string) => ['--import', new URL(`preload/${name}.mjs`, import.meta.url).href];

/** The moments: the first file, the middle, the last ones, and the rename that brings everything. */
const moments = [
  ['mkdirSync', 1],
  ['writeFileSync', 1],
  ['writeFileSync', 60],
  ['writeFileSync', 'last'],
  ['renameSync', 1],
] as const;

test.each(moments)('kill -9 at %s %s leaves no repo, and the next run works and cleans up', async (call, at) => {
  const cwd = scratchFolder();
  const number = at === 'last' ? await filesOfARepo() : at;
  const env = cleanEnvironment({ KILL_CALL: call, KILL_AT: String(number) });
  const killed = await runTool(args, { cwd, env, node: preload('kill-at') });
  expect(killed.code).toBe(null);
  expect(existsSync(join(cwd, 'my-shop'))).toBe(false);
  expect(readdirSync(cwd).filter((name) => !name.startsWith('.create-serverless-workshop-'))).toEqual([]);

  const again = await runTool(args, { cwd });
  expect(again.code).toBe(0);
  expect(readdirSync(cwd)).toEqual(['my-shop']);
  expectWhole(join(cwd, 'my-shop'));
});

test('a kill after the rename leaves a whole repo', async () => {
  const cwd = scratchFolder();
  // The summary is the first to read the folder of the repo, after the rename.
  const env = cleanEnvironment({ KILL_CALL: 'readdirSync', KILL_AT: '2' });
  const killed = await runTool(args, { cwd, env, node: preload('kill-at') });
  expect(killed.code).toBe(null);
  expect(readdirSync(cwd)).toEqual(['my-shop']);
  expectWhole(join(cwd, 'my-shop'));
});

test('the staging folder of a living process, and of another machine, stays', async () => {
  const cwd = scratchFolder();
  const killed = await runTool(args, {
    cwd,
    env: cleanEnvironment({ KILL_CALL: 'renameSync', KILL_AT: '1' }),
    node: preload('kill-at'),
  });
  expect(killed.code).toBe(null);
  const [stale = ''] = readdirSync(cwd);
  const living = stale.replace(/-\d+-([0-9a-f]+)$/, `-${process.pid}-$1`);
  const elsewhere = '.create-serverless-workshop-00000000-1-abcdef';
  mkdirSync(join(cwd, living));
  mkdirSync(join(cwd, elsewhere));
  expect((await runTool(args, { cwd })).code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual([living, elsewhere, 'my-shop'].sort());
});

test.each([
  ['ENOSPC', 'writeFileSync', '40', 1, 'Nothing was left behind'],
  ['EACCES', 'mkdirSync', '1', 3, 'Cannot write into'],
])('%s while writing: said, and nothing is left', async (code, call, at, exit, says) => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'mine.txt'), 'mine');
  const env = cleanEnvironment({ FAIL_CALL: call, FAIL_AT: at, FAIL_CODE: code });
  const failed = await runTool(args, { cwd, env, node: preload('fail-at') });
  expect(failed.code).toBe(exit);
  expect(failed.stderr).toContain(says);
  expect(readdirSync(cwd)).toEqual(['mine.txt']);
});

test('a rename that is held for a moment, as scanners on Windows do, is tried again', async () => {
  const cwd = scratchFolder();
  const env = cleanEnvironment({ FAIL_CALL: 'renameSync', FAIL_AT: '1', FAIL_CODE: 'EPERM' });
  const run = await runTool(args, { cwd, env, node: preload('fail-at') });
  expect(run.code).toBe(0);
  expectWhole(join(cwd, 'my-shop'));
});

test('an empty folder is filled, and is still there when the write fails', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'my-shop'));
  const env = cleanEnvironment({ FAIL_CALL: 'renameSync', FAIL_AT: '1', FAIL_CODE: 'ENOSPC' });
  expect((await runTool(args, { cwd, env, node: preload('fail-at') })).code).toBe(1);
  expect(readdirSync(cwd)).toEqual(['my-shop']);
  expect(readdirSync(join(cwd, 'my-shop'))).toEqual([]);
  expect((await runTool(args, { cwd })).code).toBe(0);
  expectWhole(join(cwd, 'my-shop'));
});

/** How many files a run writes: the last of them is the moment before the rename. */
async function filesOfARepo(): Promise<number> {
  const { stdout } = await runTool(['my-shop', '--yes', '--dry-run', '--json'], { cwd: scratchFolder() });
  return (JSON.parse(stdout) as { files: unknown[] }).files.length;
}

/** Every file of the base is there, with the bytes the base knows. */
function expectWhole(repo: string): void {
  const bytes = readFileSync(join(repo, '.workshop/base.jsonl'));
  const manifest = JSON.parse(readFileSync(join(repo, 'workshop.json'), 'utf8')) as { base: string };
  expect(sha256(bytes)).toBe(manifest.base);
  const records = readBase(bytes);
  expect(records.length).toBeGreaterThan(50);
  for (const record of records) expect(sha256(readFileSync(join(repo, record.path)))).toBe(record.sha256);
}
