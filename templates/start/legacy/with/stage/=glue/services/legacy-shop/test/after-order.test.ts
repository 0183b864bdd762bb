import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

let shop: OpenShop;
const get = (path: string) => fetch(`${shop.url}${path}`);

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

test('an order and its event are stored together, and the event holds all of the order', async () => {
  const order = (await (await shop.order()).json()) as { id: string };
  const outbox = await openOutbox(shop.env);
  const events = (await outbox.pending(100)).filter(({ subject }) => subject === order.id);
  await outbox.close();
  expect(events).toMatchObject([{ type: 'shop.order.placed.v1', partitionkey: order.id, data: order }]);
});

test('the receipt is on its way until the function has written it', async () => {
  const { id } = (await (await shop.order()).json()) as { id: string };
  expect((await get(`/orders/${id}/receipt`)).status).toBe(404);
  expect(await (await get(`/orders/${id}/status`)).text()).toContain('Your receipt is on its way');
  const { documents, close } = await openDatabase(shop.env);
  await documents.put('receipts', id, { orderId: id, text: 'the receipt' });
  await close();
  expect(await (await get(`/orders/${id}/receipt`)).text()).toBe('the receipt');
});

test('an order from the time before the outbox keeps its receipt', async () => {
  const { id } = (await (await shop.order()).json()) as { id: string };
  await shop.db.query('INSERT INTO receipts (order_id, sent_to, text) VALUES ($1, $2, $3)', [id, 'ada', 'an old one']);
  expect(await (await get(`/orders/${id}/receipt`)).text()).toBe('an old one');
});

test('when the event cannot be stored, there is no order either', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  await shop.db.query('ALTER TABLE outbox RENAME TO outbox_away');
  const count = async () => (await shop.db.query('SELECT id FROM orders')).length;
  const before = await count();
  expect((await shop.order()).status).toBe(500);
  expect(await count()).toBe(before);
  await shop.db.query('ALTER TABLE outbox_away RENAME TO outbox');
  said.mockRestore();
});

test('the invoice and the search index are written in the request', async () => {
  const order = (await (await shop.order()).json()) as { id: string };
  const invoice = await (await get(`/orders/${order.id}/invoice`)).text();
  expect(invoice).toMatch(/^INVOICE \d+\n/);
  expect(invoice).toContain('1 x Mug (mug): 12.50 EUR');
  expect(await (await get(`/search?q=${order.id}`)).json()).toEqual([order]);
});
