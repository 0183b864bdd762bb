import { indexOrder } from '@app/core/order-search';
import { expect, test } from 'vitest';
import { openAfterOrder } from '../src/after-order.ts';
import { createApp } from '../src/app.ts';
import { memoryPorts } from './ports.ts';

const body = JSON.stringify({
  customer: { name: 'Ada', email: 'ada@example.com' },
  lines: [{ sku: 'mug', quantity: 1 }],
});

test('an order is stored together with its event, which holds all of the order; everything else comes later', async () => {
  const ports = memoryPorts();
  const app = createApp({ ...ports, afterOrder: openAfterOrder(ports) });
  const response = await app.request('/orders', { method: 'POST', body });
  const order = (await response.json()) as { id: string };
  expect(ports.events).toMatchObject([{ type: 'shop.order.placed.v1', partitionkey: order.id, data: order }]);
  for (const later of ['receipt', 'invoice']) {
    expect((await app.request(`/orders/${order.id}/${later}`)).status, later).toBe(404);
  }
  expect(await (await app.request('/search?q=ada')).json()).toEqual([]);
});

test('the invoice is shown when the invoice run has written it', async () => {
  const ports = memoryPorts();
  await ports.documents.put('invoices', 'order-1', { orderId: 'order-1', text: 'the invoice' });
  expect(await (await createApp(ports).request('/orders/order-1/invoice')).text()).toBe('the invoice');
});

test('an order is found when it is in the index', async () => {
  const ports = memoryPorts();
  const app = createApp({ ...ports, afterOrder: openAfterOrder(ports) });
  const order = await (await app.request('/orders', { method: 'POST', body })).json();
  const effects = {
    async once(_: string, change: { collection: string; id: string; document: object }) {
      await ports.documents.put(change.collection, change.id, change.document as never);
      return 'applied' as const;
    },
  };
  await indexOrder({ effects }, order as never);
  expect(await (await app.request('/search?q=ADA')).json()).toEqual([order]);
});
