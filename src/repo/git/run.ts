import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from './run-program.ts';

/** How a program ended. */
export type Ended = {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly missing: boolean;
};

/**
 * Runs a program without a shell. A failure is returned and never thrown. `show` sends its output to the terminal's
 * stderr.
 */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string | undefined>; show?: boolean },
): Promise<Ended> {
  const { cwd, env, show } = options;
  const output = show ? 2 : 'pipe';
  const ended = await runProgram(program, args, { cwd, ...(env && { env }), stdout: output, stderr: output });
  const ok = ended.exitCode === 0;
  const why = ended.notStarted ?? ended.signal ?? `exit code ${ended.exitCode}`;
  return {
    ok,
    stdout: ended.stdout,
    stderr: ended.stderr || (ok ? '' : `${program}: ${why}`),
    missing: ended.notStarted === 'ENOENT',
  };
}

/**
 * Runs a program in this terminal, without a shell. With `quiet` only its errors are shown and its output is returned.
 * The exit code is 1 when the program could not be started.
 */
export async function runThrough(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string | undefined>; quiet?: boolean },
): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  const { cwd, env, quiet } = options;
  const { exitCode, stdout } = await runProgram(program, args, {
    cwd,
    env,
    stdin: quiet ? 'ignore' : 'inherit',
    stdout: quiet ? 'pipe' : 'inherit',
    stderr: 'inherit',
  });
  return { exitCode: exitCode ?? 1, stdout };
}

/** Whether a program is on the PATH. Nothing is started. */
export function isOnPath(program: string, env: NodeJS.ProcessEnv = process.env): boolean {
  const endings = process.platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => endings.some((ending) => existsSync(join(folder, `${program}${ending}`))));
}
