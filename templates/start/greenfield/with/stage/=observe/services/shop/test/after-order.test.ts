import { expect, test, vi } from 'vitest';
import { openAfterOrder } from '../src/after-order.ts';
import { createApp } from '../src/app.ts';
import { type MemoryPorts, memoryPorts } from './ports.ts';

function shopWith(ports: MemoryPorts) {
  return createApp({ ...ports, afterOrder: openAfterOrder(ports) });
}
const order = {
  method: 'POST',
  body: JSON.stringify({
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku: 'mug', quantity: 1 }],
  }),
};

test('receipt, mail and chat are done when the order is answered', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue();
  const app = shopWith(memoryPorts());
  const { id } = (await (await app.request('/orders', order)).json()) as { id: string };
  expect(await (await app.request(`/orders/${id}/receipt`)).text()).toContain('1 x Mug: 12.50 EUR');
  expect(said.mock.calls.flat()).toEqual([
    `mail to ada@example.com: Your receipt for order ${id}`,
    `chat: New order ${id} from Ada`,
  ]);
  said.mockRestore();
});

test('a receipt that fails is lost, and the order stands', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const ports = memoryPorts();
  vi.spyOn(ports.documents, 'put').mockRejectedValue(new Error('the database is away'));
  expect((await shopWith(ports).request('/orders', order)).status).toBe(201);
  expect(ports.saved.size).toBe(1);
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});

test('the invoice is written when it is first asked for, and an order is found at once', async () => {
  const app = shopWith(memoryPorts());
  const placed = await app.request('/orders', order);
  const { id } = (await placed.json()) as { id: string };
  expect(await (await app.request(`/orders/${id}/invoice`)).text()).toContain('1 x Mug (mug): 12.50 EUR');
  expect(await (await app.request('/search?q=Ada')).json()).toMatchObject([{ id }]);
});
