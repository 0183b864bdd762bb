import { randomUUID } from 'node:crypto';
import { makeEvent } from '@app/events';

/** Makes new `shop.order.placed.v1` events, each with its own order. */
export function orderEvents(count) {
  return Array.from({ length: count }, () => {
    const id = randomUUID();
    return makeEvent('shop.order.placed.v1', {
      subject: id,
      data: {
        id,
        customer: { name: 'Ada', email: 'ada@example.com' },
        lines: [
          { sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 },
          { sku: 'notebook', name: 'Notebook', quantity: 1, unitPrice: 890 },
        ],
        currency: 'EUR',
        total: 3390,
        placedAt: new Date().toISOString(),
        version: 1,
      },
    });
  });
}
