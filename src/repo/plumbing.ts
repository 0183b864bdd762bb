import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { WorkshopError } from '../errors.ts';

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
 * An update calls it about eight times; loading and going through a library would take a tenth of its whole time.
 * Throws `refused` when there is no git; everything else is an answer.
 */
export function plumb(
  cwd: string,
  args: readonly string[],
  { input, env = {} }: { input?: Uint8Array; env?: Record<string, string> } = {},
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...withoutHooks, ...anyLineEndings, ...args], {
      cwd,
      env: { ...gitEnvironment(), LC_ALL: 'C', GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0', ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on('data', (chunk) => out.push(chunk));
    child.stderr?.on('data', (chunk) => errors.push(chunk));
    // A git that stops reading says why in its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    child.once('error', (cause) => reject(notStarted(cause)));
    child.once('close', (code) => {
      resolve({ code: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(errors).toString('utf8') });
    });
  });
}

/** The error of a call of git that should have worked: what was tried, and git's own first line. */
export function gitFailed(what: string, stderr: string): WorkshopError {
  return new WorkshopError('failed', `${what}: ${stderr.trim().split('\n')[0]}`, {
    hint: 'Look at the repository with git status and git fsck, then run the same command again.',
  });
}

function notStarted(cause: Error): Error {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return cause;
  return new WorkshopError('refused', 'git was not found.', { hint: 'Install git, then run it again.', cause });
}
