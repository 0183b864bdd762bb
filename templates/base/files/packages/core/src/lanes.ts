import type { StreamRecord } from './ports.ts';

/**
 * Handles a batch in lanes: records of one key one after the other, keys side by side. Where `handle` throws, the lane
 * stops: that record and the later ones of its key are answered as failed, in the order of the batch. Other lanes go on.
 * This keeps the order per key and repeats as little as possible; the repeats that remain are for `effects.once`.
 */
export async function processInLanes(
  records: readonly StreamRecord[],
  handle: (record: StreamRecord) => Promise<void>,
): Promise<{ readonly failed: readonly string[] }> {
  const lanes = new Map<string, StreamRecord[]>();
  for (const record of records) {
    const lane = lanes.get(record.key);
    if (lane) lane.push(record);
    else lanes.set(record.key, [record]);
  }
  const failed = new Set<string>();
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const [i, record] of lane.entries()) {
        try {
          await handle(record);
        } catch (error) {
          console.error(`record ${record.id} failed and comes again: ${(error as Error).message}`);
          for (const { id } of lane.slice(i)) failed.add(id);
          return;
        }
      }
    }),
  );
  return { failed: records.filter(({ id }) => failed.has(id)).map(({ id }) => id) };
}
