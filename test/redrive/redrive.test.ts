import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runTool } from '../e2e/tool.ts';
import { commit, madeRepo, stateOf, write } from '../update/made-repo.ts';

const program = 'packages/ops/src/main.ts';

/** A committed repo whose own program is replaced by one that tells what it was asked, and ends as it is told. */
async function repoWith(ends: number): Promise<string> {
  const repo = await madeRepo();
  mkdirSync(join(repo, 'node_modules'));
  symlinkSync(join(root, 'node_modules/tsx'), join(repo, 'node_modules/tsx'));
  write(
    repo,
    program,
    `const asked: string[] = process.argv.slice(2);
console.log('the repo prints');
console.log(JSON.stringify({ asked, at: process.cwd() }));
if (${ends} !== 0) console.error('why it ended');
process.exitCode = ${ends};
`,
  );
  await commit(repo);
  return repo;
}

const redrive = (cwd: string, ...args: string[]) => runTool(['redrive', ...args], { cwd });

test('it runs the repo’s own program at the root, with paths as they were typed', async () => {
  const repo = await repoWith(0);
  const before = await stateOf(repo);
  const given = ['--dry-run', '--failures', 'failed', '--only', '49; id', '--body', '../mended.json'];
  const { code, stdout, stderr } = await redrive(join(repo, 'docs'), ...given);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [printed, asked] = stdout.trim().split('\n');
  expect(printed).toBe('the repo prints');
  expect(JSON.parse(String(asked))).toEqual({
    asked: [
      'redrive',
      '--dry-run',
      '--failures',
      join(repo, 'docs/failed'),
      '--only',
      '49; id',
      '--body',
      join(repo, 'mended.json'),
    ],
    at: repo,
  });
  expect(await stateOf(repo)).toEqual(before);
});

test('--json prints one object, and the program prints beside it', async () => {
  const { code, stdout, stderr } = await redrive(await repoWith(0), '--json');
  expect(code).toBe(0);
  expect(stderr).toContain('the repo prints');
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, dryRun: false, redriven: expect.stringContaining('redrive') });
});

test.each([
  [1, 'failed'],
  [3, 'refused'],
])('where the program ends with %i, so does the verb, with its words', async (exitCode, code) => {
  const repo = await repoWith(exitCode);
  const told = await redrive(repo);
  expect(told).toMatchObject({ code: exitCode, stderr: expect.stringContaining('error: why it ended') });
  expect(JSON.parse((await redrive(repo, '--json')).stdout)).toMatchObject({ ok: false, code, exitCode });
});

test.each([
  [['x'], 'takes no target'],
  [['--set', 'a=b'], '--set means nothing to redrive'],
  [['--body', 'x.json'], 'name it with --only'],
  [['--only'], '--only needs a value'],
])('%j is refused before anything runs', async (args, words) => {
  const { code, stdout, stderr } = await redrive(await repoWith(0), ...args);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain(words);
});

test('no repo, no stream, no program, no packages: each is said with the next command', async () => {
  const repo = await repoWith(0);
  expect(await redrive(join(repo, '..'))).toMatchObject({ code: 3 });
  const early = await madeRepo(['--stage', 'observe']);
  expect(await redrive(early)).toMatchObject({ code: 3, stderr: expect.stringContaining('advance') });
  const bare = await madeRepo();
  expect(await redrive(bare)).toMatchObject({ code: 3, stderr: expect.stringContaining('npm install') });
  rmSync(join(repo, 'packages/ops/src/verbs/redrive.ts'));
  expect(await redrive(repo)).toMatchObject({ code: 3, stderr: expect.stringContaining('update --restore') });
});
