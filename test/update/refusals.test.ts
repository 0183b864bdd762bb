import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';
const tool = () => newerTool('0.3.0', { 'base/docs/new.md': '# New\n', [`base/${order}`]: '// new\n' });

/** Runs an update that has to be refused, and checks that not a byte was changed. */
async function refused(repo: string, says: string, args: string[] = []): Promise<void> {
  const before = await stateOf(repo);
  const { code, stderr } = await update(repo, args, tool());
  expect(stderr).toContain(says);
  expect(code).toBe(3);
  expect(await stateOf(repo)).toEqual(before);
}

test('changes that are in no commit', async () => {
  const repo = await madeRepo();
  appendFileSync(join(repo, order), '// not committed\n');
  await refused(repo, 'changes that are in no commit: packages/core/src/order.ts');
  await refused(repo, 'changes that are in no commit: packages/core/src/order.ts', ['--allow-dirty']);
});

test('--allow-dirty lets changes stand where the update does not write', async () => {
  const repo = await madeRepo();
  appendFileSync(join(repo, 'README.md'), 'not committed\n');
  write(repo, 'docs/staged.md', 'staged\n');
  await git(repo, 'add', 'docs/staged.md');
  const mine = read(repo, 'README.md');
  const { code, stdout } = await update(repo, ['--allow-dirty'], tool());
  expect(code).toBe(0);
  expect(stdout).not.toContain('commit --all');
  expect(stdout).toContain('Changes of yours are under way here');
  expect(read(repo, 'README.md')).toBe(mine);
  expect(await git(repo, 'diff', '--name-only')).toBe('README.md');
  expect(await git(repo, 'diff', '--cached', '--name-only')).toContain('docs/staged.md');
  expect(await update(repo, ['--abort'])).toMatchObject({ code: 0 });
  expect(read(repo, 'README.md')).toBe(mine);
  expect(await git(repo, 'diff', '--cached', '--name-only')).toBe('docs/staged.md');
});

test('an untracked file in the way', async () => {
  const repo = await madeRepo();
  write(repo, 'docs/new.md', 'mine\n');
  await refused(repo, 'In the way and not in git: docs/new.md');
});

test('an ignored file in the way', async () => {
  const repo = await madeRepo();
  appendFileSync(join(repo, '.gitignore'), 'new.md\n');
  await commit(repo);
  write(repo, 'docs/new.md', 'mine\n');
  await refused(repo, 'In the way and not in git: docs/new.md');
});

test('a link that is not in git on the way to a new file', async () => {
  const repo = await madeRepo();
  const outside = scratchFolder();
  await git(repo, 'rm', '-r', '-q', 'docs');
  await commit(repo);
  symlinkSync(outside, join(repo, 'docs'));
  await refused(repo, 'In the way and not in git: docs');
});

test('a repository of somebody else', async () => {
  const repo = await madeRepo();
  const { runTool, cleanEnvironment } = await import('../e2e/tool.ts');
  const env = cleanEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' });
  expect(await runTool(['update'], { cwd: repo, env, tool: tool() })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/belongs to somebody else.*git config --global --add safe\.directory \//s),
  });
});

test('a folder in the place of the base', async () => {
  const repo = await madeRepo();
  rmSync(join(repo, '.workshop/base.jsonl'));
  mkdirSync(join(repo, '.workshop/base.jsonl'));
  expect(await update(repo, ['--link'])).toMatchObject({ code: 3, stderr: expect.stringContaining('is a folder') });
});

test('a merge, a rebase or a cherry-pick under way', async () => {
  const repo = await madeRepo();
  for (const file of ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']) {
    writeFileSync(join(repo, '.git', file), `${await git(repo, 'rev-parse', 'HEAD')}\n`);
    await refused(repo, 'is under way here');
    rmSync(join(repo, '.git', file));
  }
  mkdirSync(join(repo, '.git/rebase-merge'));
  await refused(repo, 'A rebase is under way here');
});

test('no repository, and one without a commit', async () => {
  const repo = await madeRepo();
  renameSync(join(repo, '.git'), join(repo, '..', 'gone'));
  const none = await update(repo, [], tool());
  expect(none).toMatchObject({ code: 3, stderr: expect.stringContaining('is in no git repository') });
  await git(repo, 'init', '-q');
  const unborn = await update(repo, [], tool());
  expect(unborn).toMatchObject({ code: 3, stderr: expect.stringContaining('Nothing is committed yet') });
});

test('a folder that is no repo of ours', async () => {
  const { code, stderr } = await update(scratchFolder());
  expect([code, stderr]).toEqual([3, expect.stringContaining('there is no workshop.json')]);
});

test('a base that was changed, and one that is gone', async () => {
  const repo = await madeRepo();
  appendFileSync(join(repo, '.workshop/base.jsonl'), '\n');
  await commit(repo);
  await refused(repo, 'is not the one that workshop.json names');
  rmSync(join(repo, '.workshop/base.jsonl'));
  await commit(repo);
  await refused(repo, '.workshop/base.jsonl is missing');
});

test('a base that names a path outside the repo', async () => {
  const repo = await madeRepo();
  const { sha256 } = await import('../../src/tree/digest.ts');
  for (const path of ['../outside.txt', '.git/hooks/post-checkout', '/etc/x']) {
    const lines = read(repo, '.workshop/base.jsonl').split('\n');
    const record = { ...JSON.parse(lines[0] ?? ''), path, id: 'base/evil' };
    const base = `${JSON.stringify(record)}\n${lines.filter((line) => !line.includes('base/evil')).join('\n')}`;
    write(repo, '.workshop/base.jsonl', base);
    const manifest = JSON.parse(read(repo, 'workshop.json'));
    write(repo, 'workshop.json', JSON.stringify({ ...manifest, base: sha256(Buffer.from(base)) }));
    await commit(repo);
    await refused(repo, 'names a path outside the repo');
  }
});

test('a damaged manifest, one of a newer tool, and one with a name that is none', async () => {
  const repo = await madeRepo();
  const manifest = JSON.parse(read(repo, 'workshop.json'));
  for (const [text, code] of [
    ['{', 1],
    [JSON.stringify({ ...manifest, schema: 9 }), 1],
    [JSON.stringify({ ...manifest, answers: { ...manifest.answers, name: '../x' } }), 3],
    [JSON.stringify({ ...manifest, generator: { name: 'x', version: 'soon' } }), 3],
  ] as const) {
    write(repo, 'workshop.json', text);
    await commit(repo);
    const before = await stateOf(repo);
    const ended = await update(repo, [], tool());
    expect(ended.code, text).toBe(code);
    expect(ended.stderr).toContain('workshop.json');
    expect(await stateOf(repo)).toEqual(before);
  }
});

test.each([
  ['skip-worktree', '--skip-worktree'],
  ['assume-unchanged', '--assume-unchanged'],
])('a file that git was told not to look at: %s', async (flag, option) => {
  const repo = await madeRepo();
  await git(repo, 'update-index', option, 'README.md');
  const clean = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  expect((await update(repo, ['--dry-run'], clean)).code).toBe(0);
  await git(repo, 'update-index', option, order);
  for (const args of [[], ['--dry-run'], ['--allow-dirty']]) await refused(repo, `${order} is marked ${flag}`, args);
  expect(await git(repo, 'ls-files', '-v', order)).toMatch(/^[Sh] /);
});

test('a sparse checkout', async () => {
  const repo = await madeRepo();
  await git(repo, 'sparse-checkout', 'set', '--cone', 'docs');
  await refused(repo, 'This is a sparse checkout');
  await git(repo, 'sparse-checkout', 'set', '--cone', 'docs', '.workshop');
  await refused(repo, 'This is a sparse checkout');
});

test('a file behind a filter', async () => {
  const repo = await madeRepo();
  appendFileSync(join(repo, '.gitattributes'), 'order.ts filter=lfs\n');
  await commit(repo);
  await refused(repo, 'goes through the filter "lfs"');
});

test('git’s index is locked by somebody else', async () => {
  const repo = await madeRepo();
  writeFileSync(join(repo, '.git/index.lock'), '');
  const before = await stateOf(repo);
  const ended = await update(repo, [], tool());
  expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining('its index is locked') });
  expect(await stateOf(repo)).toEqual(before);
});

test('flags that npm took for itself', async () => {
  const repo = await madeRepo();
  const { runTool, cleanEnvironment } = await import('../e2e/tool.ts');
  const env = cleanEnvironment({ npm_config_set: 'telemetry=cloudwatch' });
  expect(await runTool(['update'], { cwd: repo, env })).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('npm took --set'),
  });
});
