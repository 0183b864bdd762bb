import type { CloudEvent, Order } from '@app/core';
import { makeEvent } from '@app/events';

/** The event of an order that nobody placed: for loads that go past the shop. */
export function orderEvent(id: string, version = 1): CloudEvent<Order> {
  const order: Order = {
    id,
    customer: { name: `Customer of ${id}`, email: 'customer@example.com' },
    lines: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPrice: 1250 }],
    currency: 'EUR',
    total: 1250,
    placedAt: new Date().toISOString(),
    version,
  };
  return makeEvent('shop.order.placed.v1', { subject: id, data: order });
}
