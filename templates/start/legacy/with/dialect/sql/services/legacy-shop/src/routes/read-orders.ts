import { amountOf, type Order, type OrderLine } from '@app/core';
import { places } from '@app/sql';
import type { Db } from '../db.ts';

type OrderRow = {
  id: string;
  customer_name: string;
  customer_email: string;
  currency: string;
  total: string | number;
  placed_at: Date;
  version: number;
};
type LineRow = Omit<OrderLine, 'unitPrice'> & { order_id: string; unitPrice: string | number };

/** Reads orders with their lines, in the order of the ids; an unknown id is left out. */
export async function readOrders(db: Db, ids: readonly string[]): Promise<Order[]> {
  if (ids.length === 0) return [];
  const orders = await db.query<OrderRow>(`SELECT * FROM orders WHERE id IN (${places(ids)})`, ids);
  const lines = await db.query<LineRow>(
    `SELECT order_id, sku, name, quantity, unit_price AS "unitPrice"
       FROM order_lines WHERE order_id IN (${places(ids)}) ORDER BY order_id, position`,
    ids,
  );
  const byId = new Map(orders.map((row) => [row.id, toOrder(row, lines)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toOrder(row: OrderRow, lines: readonly LineRow[]): Order {
  return {
    id: row.id,
    customer: { name: row.customer_name, email: row.customer_email },
    lines: lines.filter((line) => line.order_id === row.id).map(lineOf),
    currency: row.currency,
    total: amountOf(row.total, `the total of order ${row.id}`),
    placedAt: row.placed_at.toISOString(),
    version: row.version,
  };
}

function lineOf({ order_id: orderId, unitPrice, ...line }: LineRow): OrderLine {
  return { ...line, unitPrice: amountOf(unitPrice, `a price in order ${orderId}`) };
}
