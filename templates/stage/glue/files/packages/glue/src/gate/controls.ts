import { orderEvent } from '@app/contracts/samples';
import type { openNaiveOutbox } from '@app/outbox/local';
import type { ProcessBatch } from 'serverless-workshop/contract';
import { createNaiveRelay } from '../naive-relay.ts';

/** The control of "nothing is lost": a relay that reads behind a cursor never sees the write that became visible late. */
export async function lostByCursor(
  outbox: Awaited<ReturnType<typeof openNaiveOutbox>>,
): Promise<{ lost: number; of: number }> {
  const seen = new Set<string>();
  const relay = createNaiveRelay(outbox, (events) => {
    for (const { id } of events) seen.add(id);
  });
  const [slow, fast] = [orderEvent('cursor-slow'), orderEvent('cursor-fast')];
  // The slow write has its number; the fast one takes the next and is visible first.
  await outbox.write(slow, async () => {
    await outbox.write(fast, async () => {});
    while ((await relay.look()) > 0);
  });
  while ((await relay.look()) > 0);
  return { lost: [slow, fast].filter(({ id }) => !seen.has(id)).length, of: 2 };
}

/** What everybody writes first: each record by itself, and those that failed are answered. The control of "order per key". */
export const withoutLanes: ProcessBatch = async (records, handle) => {
  const failed: string[] = [];
  for (const record of records) await handle(record).catch(() => failed.push(record.id));
  return { failed };
};
