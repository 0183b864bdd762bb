import spawn, { type StdioOption, type SubprocessError } from 'nano-spawn';
import { onExit } from 'signal-exit';

/** Where a program reads from and writes to: as Node's `spawn` takes it. */
export type Program = {
  readonly cwd: string;
  /** The whole environment; this process's own without it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: 'ignore' | 'inherit';
  /** `pipe`: answered; a number: written there. */
  readonly stdout?: 'pipe' | 'inherit' | number;
  readonly stderr?: 'pipe' | 'inherit' | number;
  /** Where a piped stdout is shown as well while it comes. */
  readonly show?: NodeJS.WritableStream;
};

/** How a program ended. */
export type Finished = {
  /** Absent where a signal ended it, or it was never started. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** What was piped, without its last line ending. */
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started, as Node says it: `ENOENT`. */
  readonly notStarted: string | undefined;
};

/** Runs a program without a shell and ends it with this process. How it ended is the answer; nothing is thrown. */
export async function runProgram(program: string, args: readonly string[], given: Program): Promise<Finished> {
  const { cwd, env, stdin = 'ignore', stdout = 'pipe', stderr = 'pipe', show } = given;
  const running = spawn(program, args, {
    cwd,
    stdin,
    stdout: stdout as StdioOption,
    stderr: stderr as StdioOption,
    ...(env && { env: only(env) }),
  });
  const ended = running.then(
    (result) => ({ ...finished(result), exitCode: 0 }),
    (error: SubprocessError) => ({
      ...finished(error),
      exitCode: error.exitCode,
      signal: error.signalName,
      notStarted: (error.cause as NodeJS.ErrnoException | undefined)?.code,
    }),
  );
  // Where it could not be started, `ended` says so.
  const child = await running.nodeChildProcess.catch(() => undefined);
  if (show) child?.stdout?.pipe(show, { end: false });
  const forget = onExit(() => void child?.kill());
  try {
    return await ended;
  } finally {
    forget();
  }
}

function finished({ stdout, stderr }: { stdout: string; stderr: string }): Finished {
  return { exitCode: undefined, signal: undefined, stdout, stderr, notStarted: undefined };
}

/** This environment and nothing else: nano-spawn would add this process's own. */
function only(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const none = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  return { ...none, ...env };
}
