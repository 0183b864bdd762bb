import { randomUUID } from 'node:crypto';
import {
  BadRequestError,
  ConflictError,
  FencedError,
  type Order,
  type OrderLine,
  type OrderRequest,
  type StockLevel,
  totalOf,
} from '@app/core';
import type { ShopPorts } from '../ports.ts';

/** What placing an order needs from outside. */
export type PlaceOrderPorts = Pick<ShopPorts, 'orders' | 'stock' | 'afterOrder' | 'telemetry'>;

/**
 * Takes the lines from the shelf, then stores the order with its events in one atomic write.
 * Throws `OutOfStockError`, or `BadRequestError` for a product that does not exist.
 */
export async function placeOrder(
  { orders, stock, afterOrder, telemetry }: PlaceOrderPorts,
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
  const save = () => orders.save(order, { events, expect: 0 });
  // The shelf and the order are two writes. A crash between them leaves the count too low, never too high: nothing is sold twice.
  await stock.reserve(lines);
  try {
    // The write that stores the events hands them over to the relay, and the trace shows where.
    await (events.length > 0 ? telemetry.span('write to the outbox', {}, save) : save());
  } catch (error) {
    // After any other error nobody knows whether the order was stored: its goods must not go back on the shelf.
    if (error instanceof ConflictError || error instanceof FencedError) await stock.release(lines);
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
