/** What the code of one tenant may take for one event. */
export type Limits = {
  /** Milliseconds that it may run; the sandbox stops it. */
  readonly runMs: number;
  /** Milliseconds after which its thread is ended, whatever it does. */
  readonly killMs: number;
  /** Milliseconds that a thread may take to start. That is our time, not the tenant's. */
  readonly startMs: number;
  /** Bytes of memory, 16 MiB at least and a multiple of 64 KiB, the sandbox's own 5 MB among them; and of these the stack. */
  readonly memoryBytes: number;
  readonly stackBytes: number;
  /** Bytes of the code, of what it is given and of what it answers, as JSON. */
  readonly sourceBytes: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
};

/** The limits of every tenant. */
export const limits: Limits = {
  runMs: 200,
  killMs: 1_000,
  startMs: 10_000,
  memoryBytes: 16 * 1024 * 1024,
  stackBytes: 256 * 1024,
  sourceBytes: 64 * 1024,
  inputBytes: 256 * 1024,
  outputBytes: 64 * 1024,
};

/** How many tenants there may be. `batchSize` × this × `killMs` stays below the function's timeout. */
export const mostTenants = 20;
