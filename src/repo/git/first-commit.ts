import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gitEnvironment, withoutHooks } from './plumbing.ts';
import { type Ended, run } from './run.ts';

/** The result of a step with git. */
export type GitOutcome = { readonly done: boolean; readonly detail: string; readonly next?: string };

/** The message of the first commit. */
const firstMessage = 'Start from create-serverless-workshop';

/**
 * Files are staged by the repo's own `.gitignore` only. Many people ignore `*.tgz`, `.env*` or `local/` globally, and
 * then files would be missing in the commit.
 */
const stageAll = ['-c', 'core.excludesFile=', 'add', '--all'];

const stageCommand = `git ${stageAll.join(' ')}`;
const commitCommand = `git commit -m "${firstMessage}"`;
const initCommand = `git init && ${stageCommand} && ${commitCommand}`;

/** The root of the git repository that would contain `path`. The search starts in the folder above it. */
export function enclosingRepository(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Makes a git repository at `root`, but not inside another one. Hooks of a template folder are not copied. */
export async function initRepository(root: string): Promise<GitOutcome> {
  const outer = enclosingRepository(root);
  if (outer !== undefined) return { done: false, detail: `no git init: ${outer} is a repository already` };
  const named = await git(root, ['config', '--get', 'init.defaultBranch']);
  const branch = named.stdout.trim() === '' ? ['-c', 'init.defaultBranch=main'] : [];
  const made = await git(root, [...branch, 'init', '--quiet', '--template=']);
  if (made.missing) return { done: false, detail: 'no git init: git was not found', next: initCommand };
  if (!made.ok) return { done: false, detail: `git init failed: ${firstLine(made.stderr)}`, next: initCommand };
  return { done: true, detail: 'git init' };
}

/**
 * Commits everything at `root`. It runs no hooks and makes no signature, because both may ask the user for something.
 * Without an identity the files stay staged, and the result names the command for later.
 */
export async function firstCommit(root: string): Promise<GitOutcome> {
  if (!existsSync(join(root, '.git'))) return { done: false, detail: 'no first commit' };
  const staged = await git(root, stageAll);
  if (!staged.ok) return notCommitted(staged, `${stageCommand} && ${commitCommand}`);
  const strict = ['-c', 'user.useConfigOnly=true'];
  const author = await git(root, [...strict, 'var', 'GIT_AUTHOR_IDENT']);
  const committer = await git(root, [...strict, 'var', 'GIT_COMMITTER_IDENT']);
  if (!author.ok || !committer.ok) {
    return {
      done: false,
      detail: 'no first commit: git does not know your name and e-mail',
      next: `${identityCommands} && ${commitCommand}`,
    };
  }
  const unsigned = [...strict, '-c', 'commit.gpgSign=false'];
  const done = await git(root, [...unsigned, 'commit', '--quiet', '--no-verify', '-m', firstMessage]);
  return done.ok ? { done: true, detail: 'first commit' } : notCommitted(done, commitCommand);
}

function notCommitted({ stderr }: Ended, next: string): GitOutcome {
  return { done: false, detail: `no first commit: ${firstLine(stderr)}`, next };
}

const identityCommands =
  'git config --global user.name "<your name>" && git config --global user.email "<your e-mail>"';

function git(cwd: string, args: readonly string[]): Promise<Ended> {
  return run('git', [...withoutHooks, ...args], { cwd, env: gitEnvironment() });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
