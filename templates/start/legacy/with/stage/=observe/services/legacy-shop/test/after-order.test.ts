import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

let shop: OpenShop;
const said: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  shop = await openShop();
});
afterAll(async () => {
  await shop?.close();
  vi.restoreAllMocks();
});

test('receipt, mail and chat are done when the order is answered', async () => {
  const { id } = (await (await shop.order()).json()) as { id: string };
  const receipt = await fetch(`${shop.url}/orders/${id}/receipt`);
  expect(await receipt.text()).toContain('1 x Mug: 12.50 EUR');
  expect(said).toEqual([`mail to ada@example.com: Your receipt for order ${id}`, `chat: New order ${id} from Ada`]);
  expect(await (await fetch(`${shop.url}/orders/${id}/status`)).text()).toContain('We have written your receipt');
});

test('the invoice and the search index are written in the request', async () => {
  const order = (await (await shop.order()).json()) as { id: string };
  const get = (path: string) => fetch(`${shop.url}${path}`);
  const invoice = await (await get(`/orders/${order.id}/invoice`)).text();
  expect(invoice).toMatch(/^INVOICE \d+\n/);
  expect(invoice).toContain('1 x Mug (mug): 12.50 EUR');
  expect(await (await get(`/search?q=${order.id}`)).json()).toEqual([order]);
});
