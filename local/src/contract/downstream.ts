/** What stands behind the functions and takes only so many connections. It runs in a process of its own. */
export interface Downstream {
  /** For people: what it is. */
  readonly title: string;
  /** An instance of a function: it opens its connection with the first call, as functions do. */
  open(): Instance;
  /** What its own log says since the last time: the most connections at one moment, how many it refused, and how many are open now. */
  readLog(): Promise<{ readonly peak: number; readonly refused: number; readonly open: number }>;
  stop(): Promise<void>;
}

/** One instance of a function, with one connection. */
export interface Instance {
  /** A call that keeps the downstream busy for some milliseconds. Throws when it is refused or not answered in time. */
  call(busyMs: number): Promise<void>;
  /** Ends the connection. Until then it stays open, also when nobody uses the instance any more. */
  close(): Promise<void>;
}
