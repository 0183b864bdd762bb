import type { Db, Transaction } from './db.ts';

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
