import type { CloudEvent, Order } from '@app/core';
import { makeEvent } from '@app/events';

/** An event as the shop publishes it. */
export function placedEvent(id: string): CloudEvent<Order> {
  const order: Order = {
    id,
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 }],
    currency: 'EUR',
    total: 2500,
    placedAt: '2026-01-02T03:04:05.000Z',
    version: 1,
  };
  return makeEvent('shop.order.placed.v1', { subject: id, data: order });
}
