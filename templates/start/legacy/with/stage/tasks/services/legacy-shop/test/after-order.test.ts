import type { Order } from '@app/core';
import { indexOrder } from '@app/core/order-search';
import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

let shop: OpenShop;
const get = (path: string) => fetch(`${shop.url}${path}`);
const placed = async () => (await (await shop.order()).json()) as Order;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

test('an order and its event are stored together, and the event holds all of the order', async () => {
  const order = await placed();
  const outbox = await openOutbox(shop.env);
  const events = (await outbox.pending(100)).filter(({ subject }) => subject === order.id);
  await outbox.close();
  expect(events).toMatchObject([{ type: 'shop.order.placed.v1', partitionkey: order.id, data: order }]);
});

test('the request writes no invoice and no index any more', async () => {
  const { id } = await placed();
  for (const table of ['invoices', 'search_index']) {
    expect(await shop.db.query(`SELECT 1 FROM ${table} WHERE order_id = $1`, [id]), table).toEqual([]);
  }
  expect((await get(`/orders/${id}/invoice`)).status).toBe(404);
  expect(await (await get(`/search?q=${id}`)).json()).toEqual([]);
});

test('receipt, invoice and index are shown when the functions have written them', async () => {
  const order = await placed();
  expect((await get(`/orders/${order.id}/receipt`)).status).toBe(404);
  expect(await (await get(`/orders/${order.id}/status`)).text()).toContain('Your receipt is on its way');
  const { documents, effects, close } = await openDatabase(shop.env);
  for (const collection of ['receipts', 'invoices']) {
    await documents.put(collection, order.id, { orderId: order.id, text: `of ${collection}` });
  }
  await indexOrder({ effects }, order);
  await close();
  expect(await (await get(`/orders/${order.id}/receipt`)).text()).toBe('of receipts');
  expect(await (await get(`/orders/${order.id}/invoice`)).text()).toBe('of invoices');
  expect(await (await get(`/search?q=${order.id}`)).json()).toEqual([order]);
});

test('an order from the time before the functions keeps its receipt and its invoice, and is found', async () => {
  const order = await placed();
  const write = (sql: string, ...values: string[]) => shop.db.query(sql, [order.id, ...values]);
  await write("INSERT INTO receipts (order_id, sent_to, text) VALUES ($1, 'ada', 'an old receipt')");
  await write("INSERT INTO invoices (order_id, text) VALUES ($1, 'an old invoice')");
  await write("INSERT INTO search_index (order_id, placed_at, words) VALUES ($1, now(), 'a word of old')");
  expect(await (await get(`/orders/${order.id}/receipt`)).text()).toBe('an old receipt');
  expect(await (await get(`/orders/${order.id}/invoice`)).text()).toContain('an old invoice');
  expect(await (await get('/search?q=word%20of%20old')).json()).toEqual([order]);
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
