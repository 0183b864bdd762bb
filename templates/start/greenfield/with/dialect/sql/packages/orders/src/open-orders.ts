import type { Orders, Stock } from '@app/core';
import { type Env, openDb } from '@app/sql';
import { ordersOn } from './orders.ts';
import { stockOn } from './stock.ts';

/** Opens the orders and the shelf in a SQL database. Connects with the first query. */
export async function openOrders(env: Env): Promise<{ orders: Orders; stock: Stock; close(): Promise<void> }> {
  const db = openDb(env);
  return { orders: ordersOn(db), stock: stockOn(db), close: db.close };
}
