import type { CloudEvent } from '@app/core';

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

/** The limits of one PutRecords call. */
export const callLimits = { entries: 500, bytes: 5 * 1024 * 1024 };

/**
 * Publishes events in order per key. A call carries one event of a key at most: PutRecords may refuse an entry and take a later
 * one of the same key, and the order would be lost. Only refused entries are tried again. Answers the ids that did not get
 * through: an event that used up its attempts, and the later ones of its key.
 */
export async function publishInOrder(
  events: readonly CloudEvent[],
  put: PutEntries,
  plan: RetryPlan,
): Promise<readonly string[]> {
  let waiting = events.map(entryOf);
  const attempts = new Map<string, number>();
  const blocked = new Set<string>();
  const failed: string[] = [];
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

/** The first waiting entry of every key, up to the limits of a call. An entry that is too large alone goes alone, and is refused. */
function nextCall(waiting: readonly Entry[]): Entry[] {
  const call: Entry[] = [];
  const keys = new Set<string>();
  let bytes = 0;
  for (const entry of waiting) {
    if (keys.has(entry.key)) continue;
    const size = entry.data.length + Buffer.byteLength(entry.key);
    if (call.length === callLimits.entries || (call.length > 0 && bytes + size > callLimits.bytes)) break;
    keys.add(entry.key);
    call.push(entry);
    bytes += size;
  }
  return call;
}

function entryOf(event: CloudEvent): Entry {
  return { id: event.id, key: event.partitionkey, data: Buffer.from(JSON.stringify(event)) };
}
