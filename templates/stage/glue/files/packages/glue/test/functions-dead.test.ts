import { describeShopHttp } from '@app/contracts';
import { openDatabase } from '@app/database';
import { startWorkshop } from '@app/local/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOrder, shopUrl } from '../src/shop-client.ts';

const functions = ['relay', 'receipt'];

describe('with every function dead', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;
  let url: string;
  const placed: string[] = [];

  beforeAll(async () => {
    workshop = await startWorkshop();
    url = shopUrl(workshop.urls);
    for (const name of functions) await workshop.off(name);
  });
  afterAll(() => workshop?.stop());

  describeShopHttp(() => url);

  test('orders are accepted, and wait for their receipts', async () => {
    for (let i = 0; i < 5; i++) {
      const { status, order } = await placeOrder(url, `Patient ${i}`);
      expect(status).toBe(201);
      placed.push(String(order?.id));
    }
    for (const id of placed) expect((await fetch(`${url}/orders/${id}/receipt`)).status).toBe(404);
  });

  test('they catch up when they are back', async () => {
    for (const name of functions) await workshop.on(name);
    const { documents, close } = await openDatabase(workshop.env);
    await workshop.until('all receipts are written and mailed', async () => {
      const receipts = await Promise.all(placed.map((id) => documents.find('receipts', id)));
      return receipts.every((receipt) => receipt?.mailedAt);
    });
    for (const id of placed) expect((await fetch(`${url}/orders/${id}/receipt`)).status).toBe(200);
    expect(await documents.list('quarantine', 10)).toEqual([]);
    await close();
  });
});
