import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, runProgram, runTool, scratchFolder } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';

/** A template whose change of order.ts meets that of whoever edits its first line. */
function toolFor(repo: string, changes: Record<string, string> = {}): string {
  return newerTool('0.3.0', {
    [`base/${order}`]: `// new\n${read(repo, order)}`,
    'base/docs/new.md': '# New\n',
    ...changes,
  });
}

/** The last command with `git commit` that an update has printed, and what it takes along when it is run. */
async function committedBy(repo: string, stdout: string): Promise<string[]> {
  const lines = stdout.split('\n').filter((line) => /^ {2}git /.test(line));
  for (const line of lines.map((one) => one.trim()).filter((one) => !one.startsWith('git add')))
    expect((await runProgram('sh', ['-c', line], { cwd: repo })).code).toBe(0);
  return (await git(repo, 'show', '--name-only', '--format=', 'HEAD')).split('\n');
}

test('in a larger repository the printed commit takes nothing from beside the repo along', async () => {
  const made = await madeRepo();
  const top = scratchFolder();
  await git(top, 'init', '-q');
  const repo = join(top, 'apps/my-shop');
  cpSync(made, repo, { recursive: true });
  rmSync(join(repo, '.git'), { recursive: true });
  write(top, 'other/file', 'theirs\n');
  await commit(top);
  write(top, 'other/file', 'under way\n');
  const { code, stdout } = await update(repo, [], toolFor(repo));
  expect(code).toBe(0);
  const committed = await committedBy(repo, stdout);
  expect(committed).toContain(`apps/my-shop/${order}`);
  expect(committed.filter((path) => !path.startsWith('apps/my-shop/'))).toEqual([]);
});

test('a lock outside of the workspace is made again by a command of its own', async () => {
  const repo = await madeRepo();
  const engine = read(repo, 'deploy/package.json');
  const tool = toolFor(repo, { 'provider/aws/deploy/package.json': engine.replace(/osls@[\d.]+/, 'osls@4.2.0') });
  const { stdout } = await update(repo, [], tool);
  expect(stdout).toContain('npm install --prefix deploy --package-lock-only');
  expect(stdout).not.toContain('--prefix tools');
  expect((await update(await madeRepo(), [], toolFor(repo))).stdout).not.toContain('--prefix');
});

test.each([
  { what: 'an edit that is in no commit', make: (repo: string) => write(repo, order, '// under way\n') },
  { what: 'a file in the way', make: (repo: string) => write(repo, 'docs/new.md', 'mine\n') },
  { what: 'a filter', make: (repo: string) => write(repo, '.git/info/attributes', `${order} filter=x\n`) },
  {
    what: 'a merge under way',
    make: async (repo: string) => write(repo, '.git/MERGE_HEAD', await git(repo, 'rev-parse', 'HEAD')),
  },
])('--check says that there is an update beside $what', async ({ make }) => {
  const repo = await madeRepo();
  const tool = toolFor(repo);
  await make(repo);
  expect((await update(repo, ['--check'], tool)).code).toBe(10);
  expect((await update(repo, [], tool)).code).toBe(3);
  expect((await update(repo, ['--check'])).code).toBe(0);
});

test('--restore is refused behind a filter, as an update is', async () => {
  const repo = await madeRepo();
  rmSync(join(repo, 'docs/path.md'));
  write(repo, '.gitattributes', `${read(repo, '.gitattributes')}docs/*.md filter=enc\n`);
  await commit(repo);
  const before = await stateOf(repo);
  const { code, stderr } = await update(repo, ['--restore', 'docs/path.md']);
  expect(stderr).toContain('docs/path.md goes through the filter "enc"');
  expect(code).toBe(3);
  expect(await stateOf(repo)).toEqual(before);
});

test.each([false, true])(
  '--restore of what is deleted and not committed (staged: %s) names the command',
  async (staged) => {
    const repo = await madeRepo();
    const text = read(repo, 'docs/path.md');
    rmSync(join(repo, 'docs/path.md'));
    if (staged) await git(repo, 'add', '--all');
    const { code, stderr } = await update(repo, ['--restore', 'docs/path.md']);
    expect(stderr).toContain('docs/path.md is deleted on the disk, and the deletion is not committed');
    expect(code).toBe(3);
    const [, command = ''] = /(git restore .*)$/m.exec(stderr) ?? [];
    expect((await runProgram('sh', ['-c', command], { cwd: repo })).code).toBe(0);
    expect(read(repo, 'docs/path.md')).toBe(text);
  },
);

test('--continue finds markers in a file that was moved', async () => {
  const repo = await madeRepo();
  const tool = toolFor(repo);
  write(repo, order, `// mine\n${read(repo, order)}`);
  await commit(repo);
  expect((await update(repo, [], tool)).code).toBe(2);
  await git(repo, 'add', order);
  await git(repo, 'mv', order, 'packages/core/src/buying.ts');
  const { code, stderr } = await update(repo, ['--continue'], tool);
  expect(stderr).toContain('packages/core/src/buying.ts: there are conflict markers in it');
  expect(code).toBe(2);
});

test('an abort keeps what was staged and what is executable now', async () => {
  const repo = await madeRepo();
  const before = await stateOf(repo);
  const tool = toolFor(repo);
  expect((await update(repo, [], tool)).code).toBe(0);
  chmodSync(join(repo, 'docs/new.md'), 0o755);
  const after = read(repo, order);
  write(repo, order, 'staged\n');
  await git(repo, 'add', order);
  write(repo, order, after);
  const { code, stdout } = await update(repo, ['--abort'], tool);
  expect(code).toBe(0);
  const [, ref = ''] = /git show (\S+)/.exec(stdout) ?? [];
  expect(await git(repo, 'ls-tree', '-r', ref, 'docs/new.md')).toMatch(/^100755 /);
  expect(await git(repo, 'show', `${ref}^2:${order}`)).toBe('staged');
  await git(repo, 'update-ref', '-d', ref);
  expect(await stateOf(repo)).toEqual(before);
});

test('an abort leaves the page of the gates alone, but for a stage that is taken back', async () => {
  const repo = await madeRepo();
  const tool = toolFor(repo);
  const pages: (() => void)[] = [
    () => write(repo, 'docs/gates.md', '# ours\r\n'),
    () =>
      write(
        repo,
        'docs/gates.md',
        '<!-- stage -->\r\n\r\nThis repo is at the stage **glue**.\r\n\r\n<!-- /stage -->\r\n',
      ),
    () => {
      rmSync(join(repo, 'docs/gates.md'));
      symlinkSync('path.md', join(repo, 'docs/gates.md'));
    },
  ];
  for (const make of pages) {
    make();
    await commit(repo);
    const before = await stateOf(repo);
    expect((await update(repo, [], tool)).code).toBe(0);
    expect((await update(repo, ['--abort'], tool)).code).toBe(0);
    expect(await stateOf(repo)).toEqual(before);
  }
  // A gate has nowhere to write its figures then, and says so before it measures.
  const { code, stderr } = await runTool(['advance'], { cwd: repo });
  expect(stderr).toContain('docs/gates.md is a link');
  expect(code).toBe(3);
  expect(lstatSync(join(repo, 'docs/gates.md')).isSymbolicLink()).toBe(true);
});

test.each([
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['diff.context', '0'],
  ['diff.orderFile', 'none'],
])('--diff is a patch for git apply, with %s set to %s', async (key, value) => {
  const repo = await madeRepo();
  const tool = toolFor(repo);
  await git(repo, 'config', key, value);
  const { stdout } = await update(repo, ['--diff'], tool);
  const patch = join(scratchFolder(), 'patch');
  write(patch, '../patch', stdout);
  await git(repo, 'update-index', '-q', '--refresh');
  await git(repo, 'apply', '--index', patch);
  const applied = await git(repo, 'ls-files', '--stage');
  await git(repo, 'reset', '-q', '--hard');
  expect((await update(repo, [], tool)).code).toBe(0);
  expect(await git(repo, 'ls-files', '--stage')).toBe(applied);
});

test('what bends the paths of a git that people type bends none of ours', async () => {
  const repo = await madeRepo();
  const env = cleanEnvironment({ GIT_ICASE_PATHSPECS: '1', GIT_GLOB_PATHSPECS: '1' });
  expect((await runTool(['update'], { cwd: repo, env, tool: toolFor(repo) })).code).toBe(0);
});

test('the markers of a merge in the manifest are named, with a way out that brings other bytes', async () => {
  const repo = await madeRepo();
  write(repo, 'workshop.json', `<<<<<<< HEAD\n${read(repo, 'workshop.json')}=======\n>>>>>>> feature\n`);
  await commit(repo);
  const { code, stderr } = await update(repo);
  expect(stderr).toContain('workshop.json has the markers of a merge in it');
  expect(stderr).toContain('git checkout <commit>');
  expect(code).toBe(1);
});

test('a product that has ended is answered in the words of --set', async () => {
  const repo = await madeRepo();
  const { code, stderr } = await update(repo, ['--set', 'database=fauna']);
  expect(stderr).toContain('--set database=dynamodb');
  expect(stderr).not.toContain('--database');
  expect(code).toBe(3);
});

test('no place for temporary files is said, before anything is written', async () => {
  const repo = await madeRepo();
  const tool = toolFor(repo);
  write(repo, order, `// mine\n${read(repo, order)}`);
  await commit(repo);
  const before = await stateOf(repo);
  const env = cleanEnvironment({ TMPDIR: join(repo, 'none') });
  const { code, stderr } = await runTool(['update'], { cwd: repo, tool, env });
  expect(stderr).toContain('Set TMPDIR');
  expect(code).toBe(3);
  expect(await stateOf(repo)).toEqual(before);
  mkdirSync(join(repo, 'none'));
  expect(existsSync(join(repo, '.git/index.lock'))).toBe(false);
  expect(readFileSync(join(repo, '.git/HEAD'), 'utf8')).toContain('main');
});
