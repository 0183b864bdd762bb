import { orderEvent } from '@app/contracts/samples';
import { openDatabase } from '@app/database';
import { placeOrder, shopUrl } from '@app/glue/shop-client';
import { openStream } from '@app/provider';
import { salesBetween } from '@app/stock-ledger/sold';
import { functions } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const background = functions()
  .map(({ definition }) => definition)
  .filter(({ lane }) => lane === 'background')
  .map(({ name }) => name);
let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Awaited<ReturnType<typeof openDatabase>>;
let url: string;
const get = (path: string) => fetch(`${url}${path}`);

beforeAll(async () => {
  workshop = await startWorkshop();
  database = await openDatabase(workshop.env);
  url = shopUrl(workshop.urls);
});
afterAll(async () => {
  await database?.close();
  await workshop?.stop();
});

test('an order gets its receipt, its invoice and its place in the index, and is charged once', async () => {
  const { order } = await placeOrder(url, `Grace ${crypto.randomUUID()}`);
  if (!order) throw new Error('the order was not accepted');
  await workshop.until('the receipt is there', async () => (await get(`/orders/${order.id}/receipt`)).status === 200);
  await workshop.until('the invoice is there', async () => (await get(`/orders/${order.id}/invoice`)).status === 200);
  await workshop.until('the order is found', async () => {
    const found = (await (await get(`/search?q=${encodeURIComponent(order.customer.name)}`)).json()) as {
      id: string;
    }[];
    return found.some(({ id }) => id === order.id);
  });
  await workshop.until('the ledger has it', async () => {
    const sales = await salesBetween(database.documents, order.placedAt, new Date(Date.now() + 1_000).toISOString());
    return sales.some(({ lines }) => lines.some(({ sku }) => sku === 'mug'));
  });
  const charges = (await (await fetch(`${workshop.env.PAYMENTS_URL}/charges`)).json()) as { orderId: string }[];
  expect(charges.filter(({ orderId }) => orderId === order.id)).toHaveLength(1);
});

test('while background work is dead and its stream is flooded, receipts are written; then it catches up', async () => {
  for (const name of background) await workshop.off(name);
  const flood = openStream(workshop.env, 'background');
  await flood.publish(Array.from({ length: 300 }, (_, i) => orderEvent(`flood-${i}`)));
  await flood.close();
  const { order } = await placeOrder(url, 'Ada');
  await workshop.until('the receipt is there', async () => (await get(`/orders/${order?.id}/receipt`)).status === 200);
  expect((await get(`/orders/${order?.id}/invoice`)).status).toBe(404);

  for (const name of background) await workshop.on(name);
  await workshop.until('the invoice is there', async () => (await get(`/orders/${order?.id}/invoice`)).status === 200);
  expect(await database.documents.list('quarantine', 10)).toEqual([]);
});
