import type { Documents, Effects, Order } from '@app/core';

/** More orders than the sample has on one day. A shop with more sums up by the hour. */
const mostOfOneDay = 100_000;
const dayMs = 24 * 60 * 60 * 1000;

const collectionOf = (day: string) => `sold:${day}`;
const dayOf = (time: string) => time.slice(0, 10);

/** Writes down what an order took from the shelf, once however often it is told. */
export async function writeSold({ effects }: { readonly effects: Effects }, order: Order): Promise<void> {
  const lines = order.lines.map(({ sku, quantity }) => ({ sku, quantity }));
  await effects.once(`sold:${order.id}`, {
    collection: collectionOf(dayOf(order.placedAt)),
    id: order.id,
    document: { placedAt: order.placedAt, lines },
  });
}

/** How many of each article were sold by orders placed from `since` to `until`, both ISO 8601; a query per day. */
export async function soldBetween(documents: Documents, since: string, until: string): Promise<Map<string, number>> {
  const sold = new Map<string, number>();
  for (let at = Date.parse(`${dayOf(since)}T00:00:00Z`); at <= Date.parse(until); at += dayMs) {
    for (const { document } of await documents.list(
      collectionOf(new Date(at).toISOString().slice(0, 10)),
      mostOfOneDay,
    )) {
      const { placedAt, lines } = document as { placedAt: string; lines: { sku: string; quantity: number }[] };
      if (placedAt < since || placedAt >= until) continue;
      for (const { sku, quantity } of lines) sold.set(sku, (sold.get(sku) ?? 0) + quantity);
    }
  }
  return sold;
}
