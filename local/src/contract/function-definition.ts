/** What starts a function. */
export type Trigger = StreamTrigger | ScheduleTrigger | HttpTrigger;

/** Requests. `path` is the one route it answers, such as `/orders/{id}/status`; without it, it answers all of them. */
export type HttpTrigger = { readonly type: 'http'; readonly path?: string };

/** Batches of records from a stream. What one provider alone knows stands in a block of its name, beside the trigger. */
export type StreamTrigger = {
  readonly type: 'stream';
  readonly stream: string;
  /** Only events of these types reach the function; a record that is no JSON, or of another type, is dropped unseen. */
  readonly eventTypes?: readonly string[];
  /** Events of one key are handled one after the other. */
  readonly orderedByKey?: boolean;
  readonly batchSize: number;
  /** How long a batch may wait to fill up. */
  readonly batchWindowSeconds: number;
  /** Retries of a failed batch before it goes to the failure destination; -1 for no end. */
  readonly retryAttempts: number;
  /** Older records go to the failure destination untried; -1 for no limit. */
  readonly maxAgeSeconds: number;
};

/** A clock. */
export type ScheduleTrigger = {
  readonly type: 'schedule';
  readonly rateMinutes: number;
  /** Retries of a failed run before the next one is due. */
  readonly retryAttempts?: number;
  /** A run that could not start in this time is given up. */
  readonly maxAgeSeconds?: number;
};

/** `services/<name>/function.json`: what local parts, checks and the deploy files know of a function. */
export type FunctionDefinition = {
  readonly name: string;
  /** The file with the handler, from the function's folder. */
  readonly entry: string;
  /** The name the handler is exported under. */
  readonly handler: string;
  readonly trigger: Trigger;
  /** Who waits for it: `user` comes first, `background` must not take what users need. */
  readonly lane: 'user' | 'background';
  /** How many instances it needs, neither more nor less. Without it the function shares what `limits.json` leaves to its lane. */
  readonly instances?: number;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly owner: string;
  /** What wakes the owner. */
  readonly alarm: string;
  /** What the owner then reads. */
  readonly runbook: string;
};

/** What the deploy files say of looking after a function; the provider reads them. */
export type DeployedFunction = {
  /** Alarms on this function that tell somebody, named as in `alarm`. */
  readonly alarms: readonly string[];
  /** Where what the function gave up is kept. */
  readonly failureDestination?: string;
};

/** Runs a function once and answers what it returned. Throws a `ThrottledError` when no instance is free, and what the function threw otherwise. */
export type Invoke = (event: unknown) => Promise<unknown>;

/** One record of a stream as consumers see it. */
export type StreamRecord = {
  /** The record's place in its shard, unique in the stream. */
  readonly id: string;
  /** The partition key. */
  readonly key: string;
  /** Its text, or the bytes that came when they are not UTF-8. */
  readonly body: string | Uint8Array;
};
