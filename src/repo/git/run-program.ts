import { execa } from 'execa';

/** Where a program reads from and writes to. */
export type Program = {
  readonly cwd: string;
  /** The whole environment; this process's own without it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: 'ignore' | 'inherit';
  /** `pipe`: answered; a number: written to what has it in this process. */
  readonly stdout?: 'pipe' | 'inherit' | 1 | 2;
  readonly stderr?: 'pipe' | 'inherit' | 1 | 2;
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
  const running = execa(program, args, {
    ...(env && only(env)),
    cwd,
    reject: false,
    stdin,
    stdout,
    stderr,
  });
  // Given to execa as a second target, a reader that is slow would hold up the program.
  if (show) {
    // A reader that has seen enough ends no program.
    show.on('error', () => {});
    running.stdout?.pipe(show, { end: false });
  }
  const ended = await running;
  return {
    exitCode: ended.exitCode,
    signal: ended.signal,
    stdout: ended.stdout ?? '',
    stderr: ended.stderr ?? '',
    notStarted: ended.code,
  };
}

/** A program's input, and its output as bytes. */
export type BytesProgram = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Uint8Array | undefined;
};

/** How a program ended that speaks in bytes. */
export type BytesFinished = Omit<Finished, 'stdout'> & { readonly stdout: Uint8Array; readonly cause: unknown };

/** The same as `runProgram` for a program whose input and output are bytes, every one of them. */
export async function runWithBytes(
  program: string,
  args: readonly string[],
  { cwd, env, input }: BytesProgram,
): Promise<BytesFinished> {
  const ended = await execa(program, args, {
    ...only(env),
    cwd,
    reject: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: Number.POSITIVE_INFINITY,
    // Git ends what it has begun, also when we are ended.
    cleanup: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  return {
    exitCode: ended.exitCode,
    signal: ended.signal,
    stdout: ended.stdout,
    stderr: Buffer.from(ended.stderr).toString('utf8'),
    notStarted: ended.code,
    cause: ended.cause,
  };
}

/** This environment and nothing else. */
function only(env: Readonly<Record<string, string | undefined>>): { env: Record<string, string>; extendEnv: false } {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { env: Object.fromEntries(set), extendEnv: false };
}
