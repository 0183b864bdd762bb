import type { Order } from '@app/core';
import type { Db, Transaction } from './db.ts';
import { invoiceText } from './invoice-text.ts';

/** Keeps a receipt that the shop itself has written. */
export async function keepReceipt(
  client: Transaction,
  receipt: { readonly orderId: string; readonly to: string; readonly text: string },
): Promise<void> {
  await client.query('INSERT INTO receipts (order_id, sent_to, text) VALUES ($1, $2, $3)', [
    receipt.orderId,
    receipt.to,
    receipt.text,
  ]);
}

/** The text of a receipt that the shop itself has written. */
export async function keptReceipt(db: Db, orderId: string): Promise<string | undefined> {
  const [row] = await db.query<{ text: string }>('SELECT text FROM receipts WHERE order_id = $1', [orderId]);
  return row?.text;
}

/** Writes the invoice of an order; the database gives it the next number. */
export async function keepInvoice(client: Transaction, order: Order): Promise<void> {
  await client.query('INSERT INTO invoices (order_id, text) VALUES ($1, $2)', [order.id, invoiceText(order)]);
}

/** The text of an invoice that the shop itself has written. */
export async function keptInvoice(db: Db, orderId: string): Promise<string | undefined> {
  const [invoice] = await db.query<{ number: string; text: string }>(
    'SELECT number, text FROM invoices WHERE order_id = $1',
    [orderId],
  );
  return invoice && `INVOICE ${invoice.number}\n${invoice.text}`;
}

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
