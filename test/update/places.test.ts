import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram, scratchFolder } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';

/** Edits a repo, updates it and checks that both changes are there and staged. */
async function updates(repo: string): Promise<void> {
  const base = read(repo, order);
  write(repo, order, `${base}// mine\n`);
  await git(repo, 'add', '--all', '.');
  await git(repo, '-c', 'commit.gpgSign=false', 'commit', '-q', '--no-verify', '-m', 'Edit');
  const tool = newerTool('0.3.0', { [`base/${order}`]: `// new\n${base}`, 'base/docs/new.md': '# New\n' });
  const ended = await update(repo, [], tool);
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
  expect(read(repo, order)).toBe(`// new\n${base}// mine\n`);
  expect(read(repo, 'docs/new.md')).toBe('# New\n');
  expect(await git(repo, 'diff', '--name-only', '--relative', '--ignore-submodules')).toBe('');
  expect((await git(repo, 'diff', '--cached', '--name-only', '--relative')).split('\n')).toContain('docs/new.md');
}

test('a repo in a folder of a larger one, and two of them', async () => {
  const outer = scratchFolder();
  await git(outer, 'init', '-q');
  write(outer, 'other/file.txt', 'not ours\n');
  for (const name of ['one', 'two']) {
    cpSync(await madeRepo(), join(outer, 'apps', name), { recursive: true });
    rmSync(join(outer, 'apps', name, '.git'), { recursive: true });
  }
  await commit(outer, 'Start');
  write(outer, 'other/file.txt', 'dirty, and no matter\n');
  await updates(join(outer, 'apps/one'));
  await commit(outer, 'Update one');
  write(outer, 'other/file.txt', 'dirty again\n');
  const tool = newerTool('0.3.0', { 'base/docs/new.md': '# Newer\n' });
  for (const name of ['one', 'two'])
    expect(await update(join(outer, 'apps', name), [], tool)).toMatchObject({ code: 0 });
  expect(read(outer, 'other/file.txt')).toBe('dirty again\n');
  // Taking back the first leaves the second as it stands.
  expect(await update(join(outer, 'apps/one'), ['--abort'])).toMatchObject({ code: 0 });
  expect(await git(join(outer, 'apps/one'), 'status', '--porcelain', '.')).toBe('');
  expect(read(join(outer, 'apps/one'), 'docs/new.md')).toBe('# New\n');
  expect(read(join(outer, 'apps/two'), 'docs/new.md')).toBe('# Newer\n');
  expect(await git(outer, 'diff', '--cached', '--name-only')).toContain('apps/two/docs/new.md');
});

test('from a folder inside the repo', async () => {
  const repo = await madeRepo();
  const { code } = await update(join(repo, 'packages'), ['--check'], newerTool('0.3.0', { 'base/docs/new.md': 'n\n' }));
  expect(code).toBe(10);
});

test('a worktree', async () => {
  const repo = await madeRepo();
  const other = join(repo, '..', 'other');
  await git(repo, 'worktree', 'add', '-q', other, '-b', 'other');
  await updates(other);
  expect(await git(repo, 'status', '--porcelain')).toBe('');
});

test('a git folder that lies elsewhere', async () => {
  const repo = await madeRepo();
  renameSync(join(repo, '.git'), join(repo, '..', 'my.git'));
  writeFileSync(join(repo, '.git'), `gitdir: ${join(repo, '..', 'my.git')}\n`);
  await updates(repo);
});

test('a submodule of another repository, and one inside', async () => {
  const inner = await madeRepo();
  const outer = scratchFolder();
  await git(outer, 'init', '-q');
  await git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'shop');
  await commit(outer, 'Start');
  await git(join(outer, 'shop'), 'checkout', '-q', '-b', 'work');
  await updates(join(outer, 'shop'));
  const repo = await madeRepo();
  await git(repo, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'vendor/shop');
  await commit(repo, 'A submodule');
  write(repo, 'vendor/shop/README.md', 'dirty inside\n');
  await updates(repo);
});

test('a shallow clone', async () => {
  const repo = await madeRepo();
  await commit(repo).catch(() => {});
  const clone = join(repo, '..', 'clone');
  await git(repo, 'clone', '-q', '--depth', '1', `file://${repo}`, clone);
  await updates(clone);
});

test('a history that was squashed after an update', async () => {
  const repo = await madeRepo();
  await git(repo, 'checkout', '-q', '-b', 'feature');
  expect((await update(repo, [], newerTool('0.3.0', { 'base/docs/first.md': 'one\n' }))).code).toBe(0);
  await commit(repo, 'Update');
  await git(repo, 'checkout', '-q', 'main');
  await git(repo, 'merge', '-q', '--squash', 'feature');
  await git(repo, 'commit', '-q', '-m', 'All of it');
  const tool = newerTool('0.3.0', { 'base/docs/first.md': 'one\ntwo\n' });
  expect(await update(repo, [], tool)).toMatchObject({ code: 0 });
  expect(read(repo, 'docs/first.md')).toBe('one\ntwo\n');
});

test('signed commits and hooks that fail', async () => {
  const repo = await madeRepo();
  await git(repo, 'config', 'commit.gpgSign', 'true');
  await git(repo, 'config', 'gpg.program', '/bin/false');
  mkdirSync(join(repo, '.git/hooks'), { recursive: true });
  for (const hook of ['post-checkout', 'post-index-change', 'pre-commit', 'post-merge', 'reference-transaction']) {
    write(repo, `.git/hooks/${hook}`, `#!/bin/sh\ntouch "${join(repo, '..', 'hook-ran')}"\nexit 1\n`);
    chmodSync(join(repo, '.git/hooks', hook), 0o755);
  }
  const base = read(repo, order);
  const ended = await update(repo, [], newerTool('0.3.0', { [`base/${order}`]: `// new\n${base}` }));
  expect(ended.code).toBe(0);
  expect(() => readFileSync(join(repo, '..', 'hook-ran'))).toThrow('ENOENT');
});

test('*.rej and made files are ignored', async () => {
  const repo = await madeRepo();
  write(repo, '.gitignore', `${read(repo, '.gitignore')}*.rej\npackages/core/src/*\n`);
  await commit(repo);
  write(repo, 'packages/core/src/a.rej', 'left over\n');
  await updates(repo);
});

test('a repository with SHA-256 names', async () => {
  const repo = await madeRepo();
  rmSync(join(repo, '.git'), { recursive: true });
  await git(repo, 'init', '-q', '--object-format=sha256');
  await commit(repo, 'Start');
  const before = await stateOf(repo);
  await updates(repo);
  await git(repo, 'stash', '-q').catch(() => {});
  expect(before).toBeDefined();
});

/** The page's own commands: the lines of the code blocks below its heading. */
function commandsOnThePage(repo: string, heading: string): string[] {
  const page = read(repo, 'docs/updating.md');
  const part = page.slice(page.indexOf(`## ${heading}`)).split('\n## ')[0] ?? '';
  return [...part.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
}

test.each([
  { what: 'versions', second: [], third: [], answer: undefined },
  {
    what: 'versions, after an answer of this branch',
    second: ['--set', 'telemetry=cloudwatch'],
    third: [],
    answer: 'cloudwatch',
  },
  { what: 'a version and an answer', second: [], third: ['--set', 'telemetry=cloudwatch'], answer: 'cloudwatch' },
])('two branches that were updated apart to other $what: by the rule of the page they come together', async (way) => {
  const repo = await madeRepo();
  const base = read(repo, order);
  const two = newerTool('0.2.1', { [`base/${order}`]: `// two\n${base}`, 'base/docs/two.md': 'two\n' });
  const three = newerTool('0.3.0', {
    [`base/${order}`]: `// three\n${base}`,
    'base/docs/two.md': 'two\n',
    'base/docs/three.md': 'three\n',
  });
  await git(repo, 'checkout', '-q', '-b', 'feature');
  write(repo, 'docs/mine.md', 'mine\n');
  await commit(repo);
  expect((await update(repo, way.third, three)).code).toBe(0);
  await commit(repo, 'Update to 0.3.0');
  await git(repo, 'checkout', '-q', 'main');
  write(repo, 'README.md', `${read(repo, 'README.md')}\nmine on main\n`);
  await commit(repo);
  expect((await update(repo, way.second, two)).code).toBe(0);
  await commit(repo, 'Update to 0.2.1');

  const [merge = '', records = '', rest = '', last = ''] = commandsOnThePage(repo, 'Two branches');
  const typed = (command: string) => runProgram('sh', ['-c', command], { cwd: repo });
  expect((await typed(merge)).code).toBe(1);
  const before = await stateOf(repo);
  const { code, stderr } = await update(repo, [], two);
  expect(code).toBe(3);
  expect(stderr).toContain(records);
  const set = way.third.length === 0 ? '' : ` ${way.third.join(' ')}`;
  expect(stderr).toContain(`npm run workshop -- update --to 0.3.0${set}\n`);
  expect(last).toContain('npm run workshop -- update --to ');
  expect(await stateOf(repo)).toEqual(before);
  expect((await typed(records)).code).toBe(0);
  // What is left are the files that both changed, as in any merge. Of a packed library that both have under a new name, `git add --all` takes what stands.
  expect(await git(repo, 'diff', '--name-only', '--diff-filter=U', '--', '.', ':!.workshop')).toBe(
    `package.json\n${order}`,
  );
  expect((await update(repo, [], two)).stderr).toContain(' update --to 0.3.0');
  await git(repo, 'checkout', '--ours', 'package.json');
  await git(repo, 'checkout', '--theirs', order);
  expect((await typed(rest.replace('git commit', 'git commit -m Merge'))).code).toBe(0);
  expect(read(repo, order)).not.toContain('<<<<<<<');

  expect((await update(repo, way.third, three)).code).toBe(0);
  await commit(repo, 'Update to 0.3.0');
  expect(read(repo, order)).toBe(`// three\n${base}`);
  expect(read(repo, 'docs/three.md')).toBe('three\n');
  expect(read(repo, 'docs/mine.md')).toBe('mine\n');
  expect(read(repo, 'README.md')).toContain('mine on main');
  expect(JSON.parse(read(repo, 'workshop.json'))).toMatchObject({
    generator: { version: '0.3.0' },
    answers: { telemetry: way.answer ?? 'otlp' },
  });
  expect(await update(repo, [], three)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
});
