import { type CloudEvent, unstorable } from '@app/core';

/** An event as an entry of PutRecords. */
export type Entry = { readonly id: string; readonly key: string; readonly data: Uint8Array };

/** Puts entries on the stream in one call and answers, in their order, which got through: none when the call as a whole failed. */
export type PutEntries = (entries: readonly Entry[]) => Promise<readonly boolean[]>;

/** How failed entries are tried again. */
export type RetryPlan = {
  readonly attempts: number;
  /** Waits before the n-th retry, from 1. */
  pause(retry: number): Promise<void>;
};

/** The limit of one record with its key, unless the stream was given a higher one. */
export const recordBytes = 1024 * 1024;

const keyCharacters = 256;

/** The limits of one PutRecords call. */
export const callLimits = { entries: 500, bytes: 5 * 1024 * 1024 };

/**
 * Publishes events in order per key. A call carries one event of a key at most: PutRecords may refuse an entry and take a later
 * one of the same key, and the order would be lost. Only refused entries are tried again. Answers the ids that did not get
 * through: an event that can be no record or used up its attempts, and the later ones of its key.
 */
export async function publishInOrder(
  events: readonly CloudEvent[],
  put: PutEntries,
  plan: RetryPlan,
  bodyOf: (event: CloudEvent) => string | Uint8Array = JSON.stringify,
): Promise<readonly string[]> {
  const { fit, failed } = sortOut(events.map((event) => entryOf(event, bodyOf(event))));
  let waiting = fit;
  const attempts = new Map<string, number>();
  const blocked = new Set<string>();
  while (waiting.length > 0) {
    const call = nextCall(waiting);
    const passed = await put(call);
    const through = new Set(call.filter((_, i) => passed[i]).map((entry) => entry.id));
    let retry = 0;
    for (const entry of call) {
      if (through.has(entry.id)) continue;
      const tried = (attempts.get(entry.id) ?? 0) + 1;
      attempts.set(entry.id, tried);
      if (tried >= plan.attempts) blocked.add(entry.key);
      else retry = Math.max(retry, tried);
    }
    waiting = waiting.filter(({ id, key }) => {
      if (through.has(id)) return false;
      if (blocked.has(key)) failed.push(id);
      return !blocked.has(key);
    });
    if (retry > 0) await plan.pause(retry);
  }
  return failed;
}

/** Why an event can be no record; `undefined` when it can. */
export function noRecord(event: CloudEvent): string | undefined {
  let entry: Entry;
  try {
    entry = entryOf(event, JSON.stringify(event));
  } catch (error) {
    return `cannot be written as JSON: ${(error as Error).message}`;
  }
  return problemOf(entry);
}

/** Takes out what can be no record, and what comes behind it under its key: Kinesis would refuse the whole call for it. */
function sortOut(entries: readonly Entry[]): { fit: Entry[]; failed: string[] } {
  const fit: Entry[] = [];
  const failed: string[] = [];
  const blocked = new Set<string>();
  for (const entry of entries) {
    const problem = problemOf(entry);
    if (problem !== undefined) {
      console.warn(`event ${entry.id} can be no record: it ${problem}`);
      blocked.add(entry.key);
    }
    if (blocked.has(entry.key)) failed.push(entry.id);
    else fit.push(entry);
  }
  return { fit, failed };
}

function problemOf(entry: Entry): string | undefined {
  const { key } = entry;
  if (key.length === 0) return 'has an empty partition key';
  if (key.length > keyCharacters)
    return `has a partition key of ${key.length} characters: a record has ${keyCharacters} at most`;
  const odd = unstorable(key);
  if (odd !== undefined) return `has a partition key with ${odd}`;
  const bytes = sizeOf(entry);
  return bytes > recordBytes ? `is ${bytes} bytes large: a record has ${recordBytes} at most, with its key` : undefined;
}

/** The first waiting entry of every key, up to the limits of a call. */
function nextCall(waiting: readonly Entry[]): Entry[] {
  const call: Entry[] = [];
  const keys = new Set<string>();
  let bytes = 0;
  for (const entry of waiting) {
    if (keys.has(entry.key)) continue;
    bytes += sizeOf(entry);
    if (call.length === callLimits.entries || bytes > callLimits.bytes) break;
    keys.add(entry.key);
    call.push(entry);
  }
  return call;
}

function sizeOf({ key, data }: Entry): number {
  return data.length + Buffer.byteLength(key);
}

function entryOf({ id, partitionkey: key }: CloudEvent, body: string | Uint8Array): Entry {
  return { id, key, data: typeof body === 'string' ? Buffer.from(body) : body };
}
