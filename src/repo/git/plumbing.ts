import { devNull } from 'node:os';
import { WorkshopError } from '../../errors.ts';
import { runWithBytes } from './run-program.ts';

/** Variables that would point git at another repository, set where we run inside a hook, or bend what a path means. */
const gitVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_ICASE_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
];

/** Hooks are for the user's own work: what we do with git runs none, wherever they are configured. */
export const withoutHooks = ['-c', `core.hooksPath=${devNull}`];

/** An update stores what stands on the disk: a setting that lets git refuse line endings must not stop it half-way. */
const anyLineEndings = ['-c', 'core.safecrlf=false'];

/** The environment for git: the repository is the one we are in. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of gitVariables) delete env[name];
  return env;
}

/** How a call of git ended, its output as bytes: names and contents need not be UTF-8. */
export type GitAnswer = {
  /** The exit code; -1 when a signal ended it. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
};

/**
 * Calls git's plumbing: no shell, no hooks, no wildcards in paths, messages in English, no lock that was not asked for.
 * Throws `refused` when there is no git; everything else is an answer.
 */
export async function plumb(
  cwd: string,
  args: readonly string[],
  { input, env = {} }: { input?: Uint8Array; env?: Record<string, string> } = {},
): Promise<GitAnswer> {
  const { exitCode, stdout, stderr, notStarted, cause } = await runWithBytes(
    'git',
    [...withoutHooks, ...anyLineEndings, ...args],
    {
      cwd,
      env: { ...gitEnvironment(), LC_ALL: 'C', GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0', ...env },
      input,
    },
  );
  if (notStarted === 'ENOENT') {
    throw new WorkshopError('refused', 'git was not found.', { hint: 'Install git, then run it again.', cause });
  }
  if (notStarted !== undefined) throw cause;
  return { code: exitCode ?? -1, stdout: Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength), stderr };
}

/** The error of a call of git that should have worked: what was tried, and git's own first line. */
export function gitFailed(what: string, stderr: string): WorkshopError {
  return new WorkshopError('failed', `${what}: ${stderr.trim().split('\n')[0]}`, {
    hint: 'Look at the repository with git status and git fsck, then run the same command again.',
  });
}
