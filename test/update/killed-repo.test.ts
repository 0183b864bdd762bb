import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endedProcess } from './ended-process.ts';
import { git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';

/** A repo in which an update was killed when git had written everything and the index was still the old one. */
async function killedRepo() {
  const repo = await madeRepo();
  const before = await stateOf(repo);
  const index = readFileSync(join(repo, '.git/index'));
  const tool = newerTool('0.3.0', { [`base/${order}`]: `// new\n${read(repo, order)}`, 'base/docs/new.md': '# New\n' });
  expect((await update(repo, [], tool)).code).toBe(0);
  const ended = endedProcess();
  const file = join(repo, '.git/create-serverless-workshop/update-root/journal.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), phase: 'applying', process: ended }));
  writeFileSync(join(repo, '.git/index'), index);
  writeFileSync(join(repo, '.git/index.lock'), `create-serverless-workshop ${JSON.stringify(ended)}\n`);
  return { repo, before, tool };
}

test('the next update undoes it before it reads what the repo is', async () => {
  const { repo, tool } = await killedRepo();
  write(repo, 'workshop.json', '');
  const { code, stdout, stderr } = await update(repo, [], tool);
  expect(stderr).toBe('');
  expect(stdout).toContain('An update to 0.3.0 that was killed on its way has been undone.');
  expect(code).toBe(0);
  expect(read(repo, 'docs/new.md')).toBe('# New\n');
});

test('an abort takes it back, also where the manifest is gone', async () => {
  const { repo, before, tool } = await killedRepo();
  rmSync(join(repo, 'workshop.json'));
  const { code, stdout } = await update(repo, ['--abort'], tool);
  expect(stdout).toContain('The update to 0.3.0 is taken back');
  expect(code).toBe(0);
  expect(await stateOf(repo)).toEqual(before);
});

test('an abort of one that had written nothing yet says so', async () => {
  const { repo, tool } = await killedRepo();
  rmSync(join(repo, '.git/index.lock'));
  await git(repo, 'reset', '--quiet', '--hard');
  await git(repo, 'clean', '--quiet', '--force', '-d');
  const before = await stateOf(repo);
  const { code, stdout } = await update(repo, ['--abort'], tool);
  expect(stdout).toContain('Nothing is left here of the update to 0.3.0');
  expect(code).toBe(0);
  expect(await stateOf(repo)).toEqual(before);
  expect((await update(repo, ['--abort'], tool)).code).toBe(3);
});

test.each([
  ['--check', 0],
  ['--dry-run', 3],
  ['--diff', 3],
])('%s says so and changes nothing', async (flag, wanted) => {
  const { repo, tool } = await killedRepo();
  const before = await stateOf(repo);
  const { code, stdout, stderr } = await update(repo, [flag], tool);
  expect(stdout + stderr).toContain('An update to 0.3.0 was killed on its way');
  expect(stdout + stderr).toContain('update --abort');
  expect(code).toBe(wanted);
  expect(await stateOf(repo)).toEqual(before);
});
