import type { Order } from '@app/core';
import type { Db, Transaction } from './db.ts';
import { invoiceText } from './invoice-text.ts';

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
