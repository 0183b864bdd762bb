import type { PlacedEvent, ProcessBatch, StreamRecord } from '../contract/index.ts';
import { createLedger, outOfOrder, readLedger } from './ledger.ts';

/** Records, and the consumer to test with them. `file` is a separate ledger. */
export type FailuresOptions = {
  readonly records: readonly StreamRecord[];
  readonly process: ProcessBatch;
  readonly read: (body: StreamRecord['body']) => PlacedEvent;
  readonly file: string;
};

/**
 * Lets the first record of each key fail once and delivers it again, as the stream does. Answers the keys whose events
 * were then recorded out of order.
 */
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
