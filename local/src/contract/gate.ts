import type { StreamRecord } from './function-definition.ts';

/** Asks the application for something and answers its JSON; `undefined` when there is none. `route` is the name that the request is counted under. */
export type Ask = (route: string, path: string, request?: RequestInit) => Promise<unknown>;

/** What one customer does with the application, one request after the other. `number` is another one for each visit. */
export type Visit = (ask: Ask, number: number) => Promise<void>;

/** A consumer of a batch. Answers the ids of the records to be tried again. */
export type BatchConsumer = (records: readonly StreamRecord[]) => Promise<{ readonly failed: readonly string[] }>;

/** How a consumer goes through a batch. What `handle` throws for is answered as failed. */
export type ProcessBatch = (
  records: readonly StreamRecord[],
  handle: (record: StreamRecord) => Promise<void>,
) => Promise<{ readonly failed: readonly string[] }>;

/** What a gate must know of an event: its own id, and its place among the events of its key. */
export type PlacedEvent = { readonly id: string; readonly place: number };

/** A handler of the gate's own, made in the process that will be killed. `dataDir` outlives it. */
export type OpenConsumer = (env: Readonly<Record<string, string | undefined>>, dataDir: string) => Promise<unknown>;
