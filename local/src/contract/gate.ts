import type { StreamRecord } from './function-definition.ts';

/**
 * Sends a request to the application and answers its JSON; `undefined` when there is none. `route` is the name under
 * which the request is counted.
 */
export type Ask = (route: string, path: string, request?: RequestInit) => Promise<unknown>;

/** The requests of one customer, one after the other. Each visit has its own `number`. */
export type Visit = (ask: Ask, number: number) => Promise<void>;

/** A consumer of a batch. Answers the ids of the records to try again. */
export type BatchConsumer = (records: readonly StreamRecord[]) => Promise<{ readonly failed: readonly string[] }>;

/** How a consumer processes a batch. A record for which `handle` throws is reported as failed. */
export type ProcessBatch = (
  records: readonly StreamRecord[],
  handle: (record: StreamRecord) => Promise<void>,
) => Promise<{ readonly failed: readonly string[] }>;

/** What a gate must know about an event: its id, and its position among the events of its key. */
export type PlacedEvent = { readonly id: string; readonly place: number };

/** Makes a handler for the gate, in the process that will be killed. `dataDir` survives the kill. */
export type OpenConsumer = (env: Readonly<Record<string, string | undefined>>, dataDir: string) => Promise<unknown>;
