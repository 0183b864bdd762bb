import { appendFileSync, readFileSync } from 'node:fs';
import { type BatchConsumer, type CloudEvent, type Effects, processInLanes } from '@app/core';

/** One line of the ledger: an event was delivered, or its effect was recorded. `place` counts up per key. */
export type Entry = {
  readonly what: 'delivered' | 'recorded';
  readonly id: string;
  readonly key: string;
  readonly place: number;
};

/**
 * A consumer for the gate. It records every event in the way that the functions do, with the key and the change in one write, and
 * notes what really happened in a file that no crash takes back. `process` is how it goes through a batch.
 */
export function createLedger(effects: Effects, file: string, process = processInLanes): BatchConsumer {
  const note = (entry: Entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
  return (records) =>
    process(records, async ({ key, body }) => {
      const { id, data } = JSON.parse(body) as CloudEvent<{ version?: number }>;
      const entry = { id, key, place: data.version ?? 0 };
      note({ what: 'delivered', ...entry });
      const change = { collection: 'ledger', id, document: { key } };
      if ((await effects.once(`ledger:${id}`, change)) === 'applied') note({ what: 'recorded', ...entry });
    });
}

/** The lines of a ledger, in the order they were written. A line that a kill cut short is left out. */
export function readLedger(file: string): Entry[] {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Entry];
    } catch {
      return [];
    }
  });
}

/** The ids that stand there more than once. */
export function twice(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  for (const { id } of entries) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([id]) => id);
}

/** The keys of which an event stands behind a later one. */
export function outOfOrder(entries: readonly Entry[]): string[] {
  const last = new Map<string, number>();
  const broken = new Set<string>();
  for (const { key, place } of entries) {
    if (place < (last.get(key) ?? 0)) broken.add(key);
    last.set(key, Math.max(place, last.get(key) ?? 0));
  }
  return [...broken];
}
