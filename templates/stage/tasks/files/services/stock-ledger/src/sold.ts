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

/** What one order took. */
export type Sale = {
  readonly placedAt: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
};

/** What orders took that were placed from `since` to before `until`, both ISO 8601; a query per day. Throws when a day has more than it reads. */
export async function salesBetween(documents: Documents, since: string, until: string): Promise<Sale[]> {
  const sales: Sale[] = [];
  for (let at = Date.parse(`${dayOf(since)}T00:00:00Z`); at <= Date.parse(until); at += dayMs) {
    const collection = collectionOf(dayOf(new Date(at).toISOString()));
    const ofThatDay = await documents.list(collection, mostOfOneDay);
    if (ofThatDay.length === mostOfOneDay) throw new Error(`${collection} has ${mostOfOneDay} orders or more`);
    const read = ofThatDay.map(({ document }) => document as Sale);
    sales.push(...read.filter(({ placedAt }) => placedAt >= since && placedAt < until));
  }
  return sales;
}
