import { type CloudEvent, LeaseLostError, type Outbox } from '@app/core';
import { createClient, type Env, type Item } from '@app/dynamodb';
import { currentFence, takeLease } from './lease.ts';
import { readPending, removeEvents } from './pending-items.ts';

/**
 * The outbox in DynamoDB. `pending` reads the sparse index, never "after the last time": a write that took its time
 * early and landed late would be behind such a cursor and lost. An item that the index does not show yet comes with
 * the next look.
 */
export async function openOutbox(env: Env): Promise<Outbox & { close(): Promise<void> }> {
  const table = createClient(env);
  /** Where the events stand that were handed out: `published` gets their ids alone. */
  const places = new Map<string, Item>();

  async function pending(limit: number): Promise<CloudEvent[]> {
    const found = await readPending(table, limit);
    for (const { key, events } of found) for (const { id } of events) places.set(id, key);
    return found.flatMap(({ events }) => events).slice(0, limit);
  }

  return {
    lease: (holder, ttlMs) => takeLease(table, holder, ttlMs),
    pending,

    async published(ids, { fence }) {
      // A new holder between this look and the writes below publishes the same events again: they come twice, none is lost.
      if ((await currentFence(table)) !== fence) throw new LeaseLostError(`The lease with fence ${fence} is over.`);
      if (ids.some((id) => !places.has(id))) await pending(1_000);
      const items = new Map<string, { key: Item; ids: Set<string> }>();
      for (const id of ids) {
        const key = places.get(id);
        if (!key) continue;
        const name = JSON.stringify(key);
        const item = items.get(name) ?? { key, ids: new Set() };
        items.set(name, item);
        item.ids.add(id);
        places.delete(id);
      }
      await Promise.all([...items.values()].map((item) => removeEvents(table, item.key, item.ids)));
    },

    close: async () => table.client.destroy(),
  };
}
