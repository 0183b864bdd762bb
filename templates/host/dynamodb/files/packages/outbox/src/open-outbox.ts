import { eventsOf, LeaseLostError, type Outbox, type OutboxRow } from '@app/core';
import { type Env, type Item, openTable } from '@app/dynamodb';
import { moveAside, putBack, readAside } from './aside-items.ts';
import { currentFence, takeLease } from './lease.ts';
import { readPending, removeEvents } from './pending-items.ts';

/**
 * The outbox in DynamoDB. `pending` reads the sparse index, never "after the last time": a write that took its time
 * early and landed late would be behind such a cursor and lost. An item that the index does not show yet comes with
 * the next look.
 */
export async function openOutbox(env: Env): Promise<Outbox & { close(): Promise<void> }> {
  const table = openTable(env);
  /** Where the rows stand that were handed out: `published` gets their ids alone. */
  const places = new Map<string, Item>();

  async function rows(limit: number): Promise<OutboxRow[]> {
    const waiting = new Map<string, OutboxRow>();
    for (const { key, rows } of await readPending(table, limit)) {
      for (const row of rows) {
        // Another item may have the same id in it: it comes when the first one is out.
        if (waiting.has(row.id)) continue;
        waiting.set(row.id, row);
        places.set(row.id, key);
      }
    }
    return [...waiting.values()].slice(0, limit);
  }

  /** Where these rows stand. A new holder between this look and the writes publishes the same events again: they come twice, none is lost. */
  async function placesOf(ids: readonly string[], fence: number): Promise<[id: string, place: Item][]> {
    if ((await currentFence(table)) !== fence) throw new LeaseLostError(`The lease with fence ${fence} is over.`);
    if (ids.some((id) => !places.has(id))) await rows(1_000);
    return ids.flatMap((id) => {
      const place = places.get(id);
      places.delete(id);
      return place ? [[id, place]] : [];
    });
  }

  return {
    lease: (holder, ttlMs) => takeLease(table, holder, ttlMs),
    rows,
    pending: async (limit) => eventsOf(await rows(limit)),

    async published(ids, { fence }) {
      const items = new Map<string, { key: Item; ids: Set<string> }>();
      for (const [id, key] of await placesOf(ids, fence)) {
        const name = JSON.stringify(key);
        const item = items.get(name) ?? { key, ids: new Set() };
        items.set(name, item);
        item.ids.add(id);
      }
      await Promise.all([...items.values()].map((item) => removeEvents(table, item.key, item.ids)));
    },

    async setAside(unfit, { fence }) {
      const reasons = new Map(unfit.map(({ id, reason }) => [id, reason]));
      for (const [id, place] of await placesOf([...reasons.keys()], fence)) {
        await moveAside(table, place, id, reasons.get(id) ?? '');
      }
    },

    aside: async (limit) => (await readAside(table, limit)).map(({ row }) => row),
    putBack: (id, event) => putBack(table, id, event),
    close: async () => table.close(),
  };
}
