import { openDatabase } from '@app/database';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const order = {
  id: 'order-1',
  customerName: '<b>Ada</b>',
  lines: [{ name: 'Mug', quantity: 2, unitPrice: 1250 }],
  currency: 'EUR',
  total: 2500,
  placedAt: '2026-01-02T03:04:05.000Z',
};

describe('the status page', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  const ask = (path: string, method = 'GET') => fetch(`${workshop.urls['order-page']}${path}`, { method });

  beforeAll(async () => {
    workshop = await startWorkshop({ functions: ['order-page'], services: false });
    database = await openDatabase(workshop.env);
    await database.documents.put('order-status', 'order-1', order);
  });
  afterAll(async () => {
    await database?.close();
    await workshop?.stop();
  });

  test('shows an order from the projection alone, and takes names as text', async () => {
    const response = await ask('/orders/order-1/status');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toContain('&lt;b&gt;Ada&lt;/b&gt;');
    expect(page).toContain('<tr><td>2</td><td>Mug</td><td>25.00 EUR</td></tr>');
    expect(page).toContain('Your receipt is on its way.');
  });

  test('says when the receipt is written', async () => {
    await database.documents.put('order-status', 'order-2', { ...order, id: 'order-2' });
    await database.documents.put('receipts', 'order-2', { orderId: 'order-2', text: 'Receipt' });
    expect(await (await ask('/orders/order-2/status')).text()).toContain('We have written your receipt.');
  });

  test('answers 404, as text, for an order that nobody has told it of', async () => {
    const response = await ask('/orders/unknown/status');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('There is no such order.\n');
  });

  test('answers HEAD without a body', async () => {
    const response = await ask('/orders/order-1/status', 'HEAD');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test.each([
    ['POST', '/orders/order-1/status'],
    ['GET', '/orders/order-1'],
    ['GET', '/'],
  ])('has no other route: %s %s', async (method, path) => {
    expect((await ask(path, method)).status).toBe(404);
  });
});
