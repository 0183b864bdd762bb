import { appendFileSync, readFileSync } from 'node:fs';
import type { BatchConsumer, PlacedEvent, ProcessBatch, StreamRecord } from '../contract/index.ts';

/**
 * One line of the ledger: an event was delivered, or its effect was recorded. `place` is the number of the event within
 * its key.
 */
export type Entry = {
  readonly what: 'delivered' | 'recorded';
  readonly id: string;
  readonly key: string;
  readonly place: number;
};

/** How the repo's functions handle a batch. */
export type LedgerOptions = {
  /** The ledger's file. A crash does not undo what was written to it. */
  readonly file: string;
  /** How a batch is processed. */
  readonly process: ProcessBatch;
  /** Reads a record's body. */
  readonly read: (body: StreamRecord['body']) => PlacedEvent;
  /** Stores the key and the change in one write. Answers `duplicate` when the key was there. */
  readonly record: (id: string, key: string) => Promise<'applied' | 'duplicate'>;
};

/** A consumer for the gate. It records every event as the functions do, and writes to a file what really happened. */
export function createLedger({ file, process, read, record }: LedgerOptions): BatchConsumer {
  const note = (entry: Entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
  return (records) =>
    process(records, async ({ key, body }) => {
      const entry = { ...read(body), key };
      note({ what: 'delivered', ...entry });
      if ((await record(entry.id, key)) === 'applied') note({ what: 'recorded', ...entry });
    });
}

/** The lines of a ledger in the order they were written. A line that a kill cut off is left out. */
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

/** The ids that occur more than once. */
export function twice(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  for (const { id } of entries) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([id]) => id);
}

/** The keys for which an event comes after a later one. */
export function outOfOrder(entries: readonly Entry[]): string[] {
  const last = new Map<string, number>();
  const broken = new Set<string>();
  for (const { key, place } of entries) {
    if (place < (last.get(key) ?? 0)) broken.add(key);
    last.set(key, Math.max(place, last.get(key) ?? 0));
  }
  return [...broken];
}
