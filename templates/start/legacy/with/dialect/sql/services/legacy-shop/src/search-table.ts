import type { Order } from '@app/core';
import type { Db, Transaction } from './db.ts';

/** Makes an order findable by everything that is written on it. */
export async function keepWords(client: Transaction, { id, placedAt, customer, lines }: Order): Promise<void> {
  await client.query('INSERT INTO search_index (order_id, placed_at, words) VALUES ($1, $2, $3)', [
    id,
    placedAt,
    [id, customer.name, customer.email, ...lines.map((line) => line.name)].join(' ').toLowerCase(),
  ]);
}

/** The ids of the orders with this text in the shop's own index, newest first. */
export async function searchTable(db: Db, text: string, limit: number): Promise<string[]> {
  const found = await db.query<{ order_id: string }>(
    `SELECT order_id FROM search_index
      WHERE words LIKE $1 ORDER BY placed_at DESC, order_id LIMIT $2`,
    [`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`, limit],
  );
  return found.map((row) => row.order_id);
}
