import { randomUUID } from 'node:crypto';
import { type CloudEvent, type Order, totalOf } from '@app/core';
import { makeEvent } from '@app/events';

/** A new order with an id of its own. */
export function sampleOrder(more: Partial<Order> = {}): Order {
  const lines = [{ sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 }];
  return {
    id: randomUUID(),
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines,
    currency: 'EUR',
    total: totalOf(lines),
    placedAt: new Date().toISOString(),
    version: 1,
    ...more,
  };
}

/** The event of an order. */
export function sampleOrderPlaced(order: Order = sampleOrder()): CloudEvent<Order> {
  return makeEvent('shop.order.placed.v1', { subject: order.id, data: order });
}

/** The event of an order that nobody placed: for loads that go past the shop, and for tests. */
export function orderEvent(id: string, version = 1): CloudEvent<Order> {
  return sampleOrderPlaced(sampleOrder({ id, version }));
}

/** A text that nobody can store: a SQL database refuses a NUL in JSON, DynamoDB an item of more than 400 KB. */
export const unstorable = '\0'.repeat(500_000);
