import type { CloudEvent, Effects, processInLanes } from '@app/core';
import { createLedger, outOfOrder, readLedger } from './ledger.ts';

/**
 * The control of "order per key": the same events, of which the first of each key fails once, for a consumer that goes on behind a record
 * that failed. What failed comes again, as the stream brings it. Answers the keys that were recorded out of order.
 */
export async function brokenWithoutLanes(
  events: readonly CloudEvent[],
  file: string,
  process: typeof processInLanes = eachAlone,
): Promise<string[]> {
  const firsts = new Map([...events].reverse().map(({ partitionkey, id }) => [partitionkey, `ledger:${id}`]));
  const failing = new Set(firsts.values());
  const once: Effects['once'] = async (key) => {
    if (failing.delete(key)) throw new Error('fails once');
    return 'applied';
  };
  const consumer = createLedger({ once }, file, process);
  let left = events.map((event) => ({ id: event.id, key: event.partitionkey, body: JSON.stringify(event) }));
  while (left.length > 0) {
    const { failed } = await consumer(left);
    left = left.filter(({ id }) => failed.includes(id));
  }
  return outOfOrder(readLedger(file).filter(({ what }) => what === 'recorded'));
}

/** What everybody writes first: each record by itself, and those that failed are answered. */
const eachAlone: typeof processInLanes = async (records, handle) => {
  const failed: string[] = [];
  for (const record of records) await handle(record).catch(() => failed.push(record.id));
  return { failed };
};
