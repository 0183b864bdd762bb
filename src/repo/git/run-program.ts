import { execa } from 'execa';

/** How a program is started: folder, environment, input and output. */
export type Program = {
  readonly cwd: string;
  /** The whole environment. Without it the program gets the one of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: 'ignore' | 'inherit';
  /** `pipe` returns the output. A number writes it to that file descriptor of this process. */
  readonly stdout?: 'pipe' | 'inherit' | 1 | 2;
  readonly stderr?: 'pipe' | 'inherit' | 1 | 2;
  /** A stream that also shows a piped stdout while the program runs. */
  readonly show?: NodeJS.WritableStream;
};

/** How a program ended. */
export type Finished = {
  /** Absent when a signal ended the program, or when it never started. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** The piped output, without its last line ending. */
  readonly stdout: string;
  readonly stderr: string;
  /** Node's code for why it could not be started, for example `ENOENT`. */
  readonly notStarted: string | undefined;
};

/**
 * Runs a program without a shell, and ends it when this process ends. The result tells how it ended; nothing is thrown.
 */
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
  // `show` is piped here and not given to execa, because a slow reader would then slow down the program.
  if (show) {
    // A reader that closes its pipe must not end the program.
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

/** The input of a program whose input and output are bytes. */
export type BytesProgram = {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Uint8Array | undefined;
};

/** The result of a program whose output is bytes. */
export type BytesFinished = Omit<Finished, 'stdout'> & { readonly stdout: Uint8Array; readonly cause: unknown };

/** The same as `runProgram`, for a program whose input and output are bytes. They are passed on unchanged. */
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
    // When this process ends, git still finishes what it has begun.
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

/** Options that give a program this environment and nothing else. */
function only(env: Readonly<Record<string, string | undefined>>): { env: Record<string, string>; extendEnv: false } {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { env: Object.fromEntries(set), extendEnv: false };
}
