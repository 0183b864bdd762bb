import type { CloudEvent, Order } from '@app/core';
import { makeEvent } from '@app/events';

/** An event as the shop publishes it, for an order that nobody placed; `key` puts it into the lane of another order. */
export function placed(id: string, key = id): CloudEvent<Order> {
  const order: Order = {
    id,
    customer: { name: `Customer of ${id}`, email: 'customer@example.com' },
    lines: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPrice: 1250 }],
    currency: 'EUR',
    total: 1250,
    placedAt: '2026-01-02T03:04:05.000Z',
    version: 1,
  };
  return { ...makeEvent('shop.order.placed.v1', { subject: id, data: order }), partitionkey: key };
}
