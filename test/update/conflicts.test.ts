import { expect, test } from 'vitest';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';

async function conflicted(): Promise<{ repo: string; base: string; next: string; before: object; tool: string }> {
  const repo = await madeRepo();
  const base = read(repo, order);
  const [first = '', ...rest] = base.split('\n');
  write(repo, order, [`${first} // mine`, ...rest].join('\n'));
  await commit(repo);
  const next = [`${first} // theirs`, ...rest].join('\n');
  const before = await stateOf(repo);
  const tool = newerTool('0.3.0', { [`base/${order}`]: next });
  expect((await update(repo, [], tool)).code).toBe(2);
  return { repo, base, next, before, tool };
}

test('both sides changed one line: markers with names, real unmerged entries, exit 2', async () => {
  const { repo, base, next } = await conflicted();
  const text = read(repo, order);
  const [first] = base.split('\n');
  expect(text).toContain(
    `<<<<<<< yours\n${first} // mine\n||||||| template 0.2.0\n${first}\n=======\n${first} // theirs\n>>>>>>> template 0.3.0\n`,
  );
  expect(await git(repo, 'status', '--porcelain', order)).toBe(`UU ${order}`);
  expect(`${await git(repo, 'show', `:1:${order}`)}\n`).toBe(base);
  expect(`${await git(repo, 'show', `:3:${order}`)}\n`).toBe(next);
});

test('another update, and --continue with markers, are refused; resolved, everything is staged', async () => {
  const { repo, next, tool } = await conflicted();
  expect(await update(repo, [], tool)).toMatchObject({ code: 3, stderr: expect.stringContaining('is open') });
  const still = await update(repo, ['--continue']);
  expect(still).toMatchObject({ code: 2, stderr: expect.stringContaining(`${order}: there are conflict markers`) });
  expect(await git(repo, 'status', '--porcelain', order)).toBe(`UU ${order}`);
  write(repo, order, next);
  const { code, stdout } = await update(repo, ['--continue']);
  expect(code).toBe(0);
  expect(stdout).toContain('git commit');
  expect(await git(repo, 'status', '--porcelain', order)).toBe(`M  ${order}`);
  await git(repo, 'commit', '-q', '-m', 'Update');
  expect(await git(repo, 'status', '--porcelain')).toBe('');
  expect(await update(repo, ['--abort'])).toMatchObject({ code: 3, stderr: expect.stringContaining('git revert') });
});

test('--abort brings everything back and keeps what was resolved so far on a ref', async () => {
  const { repo, before } = await conflicted();
  write(repo, order, 'half of it is done\n');
  const { code, stdout } = await update(repo, ['--abort']);
  expect(code).toBe(0);
  const [, ref = ''] = /git show (refs\/\S+)/.exec(stdout) ?? [];
  expect(await git(repo, 'show', `${ref}:${order}`)).toBe('half of it is done');
  await git(repo, 'update-ref', '-d', ref);
  expect(await stateOf(repo)).toEqual(before);
});

test('the user threw the update away himself: nothing is open then', async () => {
  const { repo, before } = await conflicted();
  await git(repo, 'reset', '-q', '--hard');
  expect(await stateOf(repo)).toEqual(before);
  expect(await update(repo, ['--check'])).toMatchObject({ code: 0 });
  expect(await update(repo, ['--continue'])).toMatchObject({ code: 3 });
});

test('the template deletes what the user edited: yours stays, and is named', async () => {
  const repo = await madeRepo();
  write(repo, order, `${read(repo, order)}// mine\n`);
  await commit(repo);
  const { code, stdout } = await update(repo, [], newerTool('0.3.0', { [`base/${order}`]: undefined }));
  expect(code).toBe(2);
  expect(stdout).toMatch(/conflict +packages\/core\/src\/order\.ts +you changed it, and the template has it no longer/);
  expect(read(repo, order)).toContain('// mine');
  expect(await update(repo, ['--continue'])).toMatchObject({ code: 2, stderr: expect.stringContaining('git rm') });
  await git(repo, 'rm', '-q', order);
  expect((await update(repo, ['--continue'])).code).toBe(0);
  await git(repo, 'commit', '-q', '-m', 'Update');
  expect(await git(repo, 'status', '--porcelain')).toBe('');
});

test('both brought a file of one name: both are kept', async () => {
  const repo = await madeRepo();
  write(repo, 'docs/new.md', 'my page\n');
  await commit(repo);
  expect((await update(repo, [], newerTool('0.3.0', { 'base/docs/new.md': 'their page\n' }))).code).toBe(2);
  expect(read(repo, 'docs/new.md')).toBe('<<<<<<< yours\nmy page\n=======\ntheir page\n>>>>>>> template 0.3.0\n');
});
