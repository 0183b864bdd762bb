import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, pictureOf, runProgram, runTool, scratchFolder, withNpm } from './tool.ts';

const args = ['my-shop', '--yes', '--no-install'];
const noIdentity = {
  GIT_AUTHOR_NAME: undefined,
  GIT_AUTHOR_EMAIL: undefined,
  GIT_COMMITTER_NAME: undefined,
  GIT_COMMITTER_EMAIL: undefined,
};

test('a repo is committed whole, with nothing left over', async () => {
  const cwd = scratchFolder();
  expect((await runTool(args, { cwd })).code).toBe(0);
  const repo = join(cwd, 'my-shop');
  expect(await git(repo, 'log', '--format=%s by %an')).toBe('Start from create-serverless-workshop by A Tester');
  expect(await git(repo, 'branch', '--show-current')).toBe('main');
  expect(await git(repo, 'status', '--porcelain')).toBe('');
  expect((await git(repo, 'ls-files')).split('\n')).toEqual(
    expect.arrayContaining(['workshop.json', '.workshop/base.jsonl']),
  );
});

test('the user’s own name for the first branch is kept', async () => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'gitconfig'), '[init]\n  defaultBranch = trunk\n');
  expect(
    (await runTool(args, { cwd, env: cleanEnvironment({ GIT_CONFIG_GLOBAL: join(cwd, 'gitconfig') }) })).code,
  ).toBe(0);
  expect(await git(join(cwd, 'my-shop'), 'branch', '--show-current')).toBe('trunk');
});

test('a repo is committed whole, whatever its user ignores everywhere', async () => {
  const cwd = scratchFolder();
  const env = ignoring(cwd, '*.tgz', '.env*', 'build/', 'local/', 'workshop.json');
  expect((await runTool(args, { cwd, env })).code).toBe(0);
  const repo = join(cwd, 'my-shop');
  expect(await git(repo, 'log', '--format=%s')).toBe('Start from create-serverless-workshop');
  expect((await git(repo, 'ls-files')).split('\n')).toEqual(filesIn(repo));
});

test('a file of the repo that many people ignore everywhere is staged by hand too', async () => {
  const cwd = scratchFolder();
  const env = ignoring(cwd, '*.tgz', '.env*');
  expect((await runTool([...args, '--no-git'], { cwd, env })).code).toBe(0);
  const repo = join(cwd, 'my-shop');
  for (const words of [
    ['init', '--quiet'],
    ['add', '--all'],
  ])
    expect((await runProgram('git', words, { cwd: repo, env })).code).toBe(0);
  expect((await git(repo, 'ls-files')).split('\n')).toEqual(filesIn(repo));
});

test('without an identity the files stay, staged, the commit is skipped and its command is told', async () => {
  const cwd = scratchFolder();
  const { code, stdout } = await runTool(args, { cwd, env: cleanEnvironment(noIdentity) });
  expect(code).toBe(0);
  expect(stdout).toContain('git does not know your name and e-mail');
  const [, command = ''] = /^ {2}(cd my-shop && git config .*)$/m.exec(stdout) ?? [];
  expect(command).not.toContain('git add');
  const repo = join(cwd, 'my-shop');
  expect((await runProgram('git', ['log'], { cwd: repo })).code).not.toBe(0);
  expect((await git(repo, 'ls-files')).split('\n')).toEqual(filesIn(repo));

  // What was told is what helps, word for word, where it is read.
  const typed = command.replace('<your name>', 'A Tester').replace('<your e-mail>', 'tester@example.com');
  const env = cleanEnvironment({ ...noIdentity, GIT_CONFIG_GLOBAL: join(cwd, 'gitconfig') });
  expect((await runProgram('sh', ['-c', typed], { cwd, env })).code).toBe(0);
  expect(await git(repo, 'status', '--porcelain')).toBe('');
});

test('a command for later is told to programs as to people: from the folder above the repo', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'my dir'));
  const env = cleanEnvironment(noIdentity);
  const { code, stdout } = await runTool(['my dir/my-shop', '--yes', '--no-install', '--json'], { cwd, env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout).steps.at(-1)).toMatchObject({
    type: 'first-commit',
    next: expect.stringMatching(/^cd 'my dir\/my-shop' && git config /),
  });
});

test('inside a repository there is no second one, and it is said', async () => {
  const cwd = scratchFolder();
  await git(cwd, 'init', '--quiet');
  const { code, stdout } = await runTool(args, { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain(`no git init: ${cwd} is a repository already`);
  expect(existsSync(join(cwd, 'my-shop/.git'))).toBe(false);
  expect(await git(cwd, 'status', '--porcelain')).toBe('?? my-shop/');
});

test('no hook runs: neither of a template folder nor of core.hooksPath', async () => {
  const cwd = scratchFolder();
  const hooks = join(cwd, 'template/hooks');
  mkdirSync(hooks, { recursive: true });
  for (const hook of [
    'pre-commit',
    'commit-msg',
    'post-commit',
    'prepare-commit-msg',
    'reference-transaction',
    'post-index-change',
  ]) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch "${cwd}/hook-ran"\nexit 1\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
  writeFileSync(
    join(cwd, 'gitconfig'),
    `[init]\n  templateDir = ${cwd}/template\n[core]\n  hooksPath = ${hooks}\n[commit]\n  gpgSign = true\n`,
  );
  const { code, stdout } = await runTool(args, {
    cwd,
    env: cleanEnvironment({ GIT_CONFIG_GLOBAL: join(cwd, 'gitconfig') }),
  });
  expect({ code, committed: stdout.includes('first commit') && !stdout.includes('no first commit') }).toEqual({
    code: 0,
    committed: true,
  });
  expect(existsSync(join(cwd, 'hook-ran'))).toBe(false);
  expect(existsSync(join(cwd, 'my-shop/.git/hooks'))).toBe(false);
});

test('run from a git hook, the repo is still its own', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'other'));
  await git(join(cwd, 'other'), 'init', '--quiet');
  const env = cleanEnvironment({ GIT_DIR: join(cwd, 'other/.git'), GIT_INDEX_FILE: join(cwd, 'other/.git/index') });
  expect((await runTool(args, { cwd, env })).code).toBe(0);
  expect(await git(join(cwd, 'my-shop'), 'log', '--format=%s')).toBe('Start from create-serverless-workshop');
  expect(existsSync(join(cwd, 'other/.git/index'))).toBe(false);
});

test('without git the files stay, and what to do later is told', async () => {
  const cwd = scratchFolder();
  const { code, stdout } = await runTool(args, { cwd, env: cleanEnvironment({ PATH: join(cwd, 'nothing') }) });
  expect(code).toBe(0);
  expect(stdout).toContain('git was not found');
  expect(readdirSync(join(cwd, 'my-shop'))).toContain('workshop.json');

  // Typed later, where it is read: the repo is whole, and the folder above is no repo.
  const [, command = ''] = /^ {2}(cd my-shop && git init && .*)$/m.exec(stdout) ?? [];
  const typed = await runProgram('sh', ['-c', command], { cwd, env: ignoring(cwd, '*.tgz', '.env*', 'local/') });
  expect(typed.code).toBe(0);
  const repo = join(cwd, 'my-shop');
  expect(await git(repo, 'log', '--format=%s')).toBe('Start from create-serverless-workshop');
  expect((await git(repo, 'ls-files')).split('\n')).toEqual(filesIn(repo));
  expect(existsSync(join(cwd, '.git'))).toBe(false);
});

test('--no-git touches no git', async () => {
  const cwd = scratchFolder();
  expect((await runTool([...args, '--no-git'], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, 'my-shop/.git'))).toBe(false);
});

test('the packages are installed before the first commit, so that the lockfile is in it', async () => {
  const cwd = scratchFolder();
  const env = withNpm(cwd, 'echo "{}" > package-lock.json; echo progress');
  const { code, stdout, stderr } = await runTool(['my-shop', '--yes'], { cwd, env });
  expect(code).toBe(0);
  expect(stdout).toMatch(/npm install: about \d+ MB on disk, about \d+ s/);
  // What npm says is progress, not the answer.
  expect(stderr).toContain('progress');
  expect(await git(join(cwd, 'my-shop'), 'show', '--stat', '--format=', 'HEAD', '--', 'package-lock.json')).toContain(
    'package-lock.json',
  );
  expect(stdout).toMatch(/Next:\n {2}cd my-shop\n {2}npm test\n {2}npm run dev/);
});

test('an install that fails leaves the repo, exits 1 and tells the command, twice at most', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'my dir'));
  const { code, stdout, stderr } = await runTool(['my dir/my-shop', '--yes'], {
    cwd,
    env: withNpm(cwd, 'echo no network >&2; exit 7'),
  });
  expect(code).toBe(1);
  expect(stderr).toContain('npm install failed. The repo in my dir/my-shop is complete.');
  expect(stderr).toContain("cd 'my dir/my-shop' && npm install\n");
  expect(`${stdout}${stderr}`.match(/npm install$/gm)?.length).toBe(2);
  expect(await git(join(cwd, 'my dir/my-shop'), 'status', '--porcelain')).toBe('');
});

test('JSON: one object, whatever npm and git say', async () => {
  const cwd = scratchFolder();
  const { code, stdout } = await runTool(['my-shop', '--yes', '--json'], { cwd, env: withNpm(cwd, 'echo noise') });
  expect(code).toBe(0);
  const told = JSON.parse(stdout);
  expect(told).toMatchObject({
    ok: true,
    target: 'my-shop',
    path: join(cwd, 'my-shop'),
    answers: { name: 'my-shop', start: 'legacy' },
  });
  expect(told.steps.map(({ type, done }: { type: string; done: boolean }) => [type, done])).toEqual([
    ['write-project', true],
    ['init-repository', true],
    ['install', true],
    ['first-commit', true],
  ]);
});

/** An environment whose git ignores these patterns everywhere. */
function ignoring(cwd: string, ...patterns: string[]): NodeJS.ProcessEnv {
  writeFileSync(join(cwd, 'ignored'), `${patterns.join('\n')}\n`);
  writeFileSync(join(cwd, 'gitconfig'), `[core]\n  excludesFile = ${join(cwd, 'ignored')}\n`);
  return cleanEnvironment({ GIT_CONFIG_GLOBAL: join(cwd, 'gitconfig') });
}

/** Every file of a repo that nothing was installed in, as git lists them. */
function filesIn(repo: string): string[] {
  const paths = Object.entries(pictureOf(repo)).filter(([, content]) => content !== 'folder');
  return paths.map(([path]) => path).filter((path) => !path.startsWith('.git/'));
}

async function git(cwd: string, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram('git', words, { cwd });
  if (code !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}
