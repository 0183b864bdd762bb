import { expect, test } from 'vitest';
import { openAfterOrder } from '../src/after-order.ts';
import { createApp } from '../src/app.ts';
import { memoryPorts } from './ports.ts';

test('an order is stored together with its event, which holds all of the order', async () => {
  const ports = memoryPorts();
  const app = createApp({ ...ports, afterOrder: openAfterOrder(ports) });
  const response = await app.request('/orders', {
    method: 'POST',
    body: JSON.stringify({
      customer: { name: 'Ada', email: 'ada@example.com' },
      lines: [{ sku: 'mug', quantity: 1 }],
    }),
  });
  const order = (await response.json()) as { id: string };
  expect(ports.events).toMatchObject([{ type: 'shop.order.placed.v1', partitionkey: order.id, data: order }]);
  expect((await app.request(`/orders/${order.id}/receipt`)).status).toBe(404);
});

test('the invoice is written when it is first asked for, and an order is found at once', async () => {
  const app = createApp(memoryPorts());
  const placed = await app.request('/orders', {
    method: 'POST',
    body: JSON.stringify({
      customer: { name: 'Ada', email: 'ada@example.com' },
      lines: [{ sku: 'mug', quantity: 1 }],
    }),
  });
  const { id } = (await placed.json()) as { id: string };
  expect(await (await app.request(`/orders/${id}/invoice`)).text()).toContain('1 x Mug (mug): 12.50 EUR');
  expect(await (await app.request('/search?q=Ada')).json()).toMatchObject([{ id }]);
});
