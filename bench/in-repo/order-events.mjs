import { randomUUID } from 'node:crypto';
import { makeEvent } from '@app/events';

/** Fresh `shop.order.placed.v1` events, one order each. */
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
