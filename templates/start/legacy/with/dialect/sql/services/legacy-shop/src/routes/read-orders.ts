import type { Order, OrderLine } from '@app/core';
import { places } from '@app/sql';
import type { Db } from '../db.ts';

type OrderRow = {
  id: string;
  customer_name: string;
  customer_email: string;
  currency: string;
  total: number;
  placed_at: Date;
  version: number;
};
type LineRow = OrderLine & { order_id: string };

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
    lines: lines.filter((line) => line.order_id === row.id).map(({ order_id: _, ...line }) => line),
    currency: row.currency,
    total: row.total,
    placedAt: row.placed_at.toISOString(),
    version: row.version,
  };
}
