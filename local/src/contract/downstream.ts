/** A system behind the functions that accepts a limited number of connections. It runs in its own process. */
export interface Downstream {
  /** A name for people. */
  readonly title: string;
  /** Makes an instance of a function. It opens its connection with the first call, as functions do. */
  open(): Instance;
  /**
   * Reads its own log since the last time: the highest number of connections at one moment, how many it refused, and
   * how many are open now.
   */
  readLog(): Promise<{ readonly peak: number; readonly refused: number; readonly open: number }>;
  stop(): Promise<void>;
}

/** One instance of a function. It has one connection. */
export interface Instance {
  /**
   * A call that keeps the downstream busy for this many milliseconds. Throws when it is refused or not answered in
   * time.
   */
  call(busyMs: number): Promise<void>;
  /** Closes the connection. Before that it stays open, even when the instance is idle. */
  close(): Promise<void>;
}
