import { devNull } from 'node:os';
import { WorkshopError } from '../../errors.ts';
import { runWithBytes } from './run-program.ts';

/**
 * Variables that would send git to another repository, for example when the tool runs inside a hook, or change the
 * meaning of paths.
 */
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

/** Hooks check the user's own work. Git calls of the tool run no hooks, wherever they are configured. */
export const withoutHooks = ['-c', `core.hooksPath=${devNull}`];

/**
 * An update stores the files as they are on the disk. The setting that lets git refuse line endings must not stop it
 * half-way.
 */
const anyLineEndings = ['-c', 'core.safecrlf=false'];

/** The environment for git. Git finds the repository from the working folder. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of gitVariables) delete env[name];
  return env;
}

/** The result of a git call. Output is in bytes, because names and contents need not be UTF-8. */
export type GitAnswer = {
  /** The exit code; -1 when a signal ended it. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
};

/**
 * Calls a plumbing command of git: no shell, no hooks, no wildcards in paths, English messages, no optional locks.
 * Throws `refused` when git is not installed. Every other failure is returned.
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

/** The error for a git call that should have worked: what was tried, and the first line of git's message. */
export function gitFailed(what: string, stderr: string): WorkshopError {
  return new WorkshopError('failed', `${what}: ${stderr.trim().split('\n')[0]}`, {
    hint: 'Look at the repository with git status and git fsck, then run the same command again.',
  });
}
