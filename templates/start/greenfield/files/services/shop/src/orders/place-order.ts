import { randomUUID } from 'node:crypto';
import {
  BadRequestError,
  ConflictError,
  type Order,
  type OrderLine,
  type OrderRequest,
  type StockLevel,
  totalOf,
} from '@app/core';
import type { ShopPorts } from '../app.ts';

/**
 * Takes the lines from the shelf, then stores the order with its events in one atomic write.
 * Throws `OutOfStockError`, or `BadRequestError` for a product that does not exist.
 */
export async function placeOrder(
  { orders, stock, afterOrder, failover }: Pick<ShopPorts, 'orders' | 'stock' | 'afterOrder' | 'failover'>,
  request: OrderRequest,
): Promise<Order> {
  const lines = priced(request.lines, await stock.list());
  const order: Order = {
    id: randomUUID(),
    customer: request.customer,
    lines,
    currency: 'EUR',
    total: totalOf(lines),
    placedAt: new Date().toISOString(),
    version: 1,
  };
  const events = afterOrder.eventsOf(order);
  // The shelf and the order are two writes. A crash between them leaves the count too low, never too high: nothing is sold twice.
  await stock.reserve(lines);
  try {
    await orders.save(order, { events, expect: 0, epoch: failover.epoch() });
  } catch (error) {
    // After any other error nobody knows whether the order was stored: its goods must not go back on the shelf.
    if (error instanceof ConflictError) await stock.release(lines);
    throw error;
  }
  await afterOrder.placed(order);
  return order;
}

function priced(wanted: OrderRequest['lines'], levels: readonly StockLevel[]): OrderLine[] {
  const bySku = new Map(levels.map((level) => [level.sku, level]));
  return wanted.map(({ sku, quantity }) => {
    const level = bySku.get(sku);
    if (!level) throw new BadRequestError(`there is no product ${sku}`);
    return { sku, name: level.name, quantity, unitPrice: level.unitPrice };
  });
}
