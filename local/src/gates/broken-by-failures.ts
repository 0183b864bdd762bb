import type { PlacedEvent, ProcessBatch, StreamRecord } from '../contract/index.ts';
import { createLedger, outOfOrder, readLedger } from './ledger.ts';

/** Records, and the consumer that is tried on them. `file` is a ledger of its own. */
export type FailuresOptions = {
  readonly records: readonly StreamRecord[];
  readonly process: ProcessBatch;
  readonly read: (body: StreamRecord['body']) => PlacedEvent;
  readonly file: string;
};

/** The keys that are recorded out of order when the first record of each key fails once. What failed comes again, as the stream brings it. */
export async function brokenByFailures({ records, process, read, file }: FailuresOptions): Promise<string[]> {
  const firsts = new Map([...records].reverse().map(({ key, body }) => [key, read(body).id]));
  const failing = new Set(firsts.values());
  const record = async (id: string) => {
    if (failing.delete(id)) throw new Error('fails once');
    return 'applied' as const;
  };
  const consumer = createLedger({ file, process, read, record });
  let left = records;
  while (left.length > 0) {
    const { failed } = await consumer(left);
    left = left.filter(({ id }) => failed.includes(id));
  }
  return outOfOrder(readLedger(file).filter(({ what }) => what === 'recorded'));
}
