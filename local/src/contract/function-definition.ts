/** What starts a function. */
export type Trigger = StreamTrigger | ScheduleTrigger | HttpTrigger;

/**
 * Requests. `path` is the one route that the function answers, such as `/orders/{id}/status`. Without it the function
 * answers all routes.
 */
export type HttpTrigger = { readonly type: 'http'; readonly path?: string };

/**
 * Batches of records from a stream. Settings that only one provider has are in a block with its name, beside the
 * trigger.
 */
export type StreamTrigger = {
  readonly type: 'stream';
  readonly stream: string;
  /** The function only gets events of these types. A record that is not JSON or has another type is dropped. */
  readonly eventTypes?: readonly string[];
  /** Events of one key are handled one after the other. */
  readonly orderedByKey?: boolean;
  readonly batchSize: number;
  /** How long to wait for a batch to fill up. */
  readonly batchWindowSeconds: number;
  /** Retries of a failed batch before it goes to the failure destination; -1 for no end. */
  readonly retryAttempts: number;
  /** Older records go to the failure destination and are not tried; -1 for no limit. */
  readonly maxAgeSeconds: number;
};

/** A schedule: the function runs at a fixed interval. */
export type ScheduleTrigger = {
  readonly type: 'schedule';
  readonly rateMinutes: number;
  /** How often a failed run is repeated before the next one is due. */
  readonly retryAttempts?: number;
  /** A run that could not start within this time is given up. */
  readonly maxAgeSeconds?: number;
};

/** `services/<name>/function.json`: a function as local parts, checks and deploy files read it. */
export type FunctionDefinition = {
  readonly name: string;
  /** The file with the handler, relative to the function's folder. */
  readonly entry: string;
  /** The name the handler is exported under. */
  readonly handler: string;
  readonly trigger: Trigger;
  /** Who waits for it. `user` has priority; `background` must leave enough for `user`. */
  readonly lane: 'user' | 'background';
  /**
   * The exact number of instances it needs. Without it the function shares the instances that `limits.json` leaves to
   * its lane.
   */
  readonly instances?: number;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly owner: string;
  /** The alarm that wakes the owner. */
  readonly alarm: string;
  /** The page that the owner then reads. */
  readonly runbook: string;
};

/** What the provider reads from the deploy files of a function about its alarms and failures. */
export type DeployedFunction = {
  /** Alarms on this function that notify somebody, with names as in `alarm`. */
  readonly alarms: readonly string[];
  /** Where the records are kept that the function gave up on. */
  readonly failureDestination?: string;
};

/**
 * Runs a function once and answers what it returned. Throws a `ThrottledError` when no instance is free, else what the
 * function threw.
 */
export type Invoke = (event: unknown) => Promise<unknown>;

/** One record of a stream as a consumer sees it. */
export type StreamRecord = {
  /** The record's place in its shard, unique in the stream. */
  readonly id: string;
  /** The partition key. */
  readonly key: string;
  /** Its text, or its bytes when they are not UTF-8. */
  readonly body: string | Uint8Array;
};
