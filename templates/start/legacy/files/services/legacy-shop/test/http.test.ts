import { describeShopHttp } from '@app/contracts';
import { FencedError, readOnlyProblem } from '@app/core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

describe('the legacy shop', () => {
  let shop: OpenShop;

  beforeAll(async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    shop = await openShop();
  });
  afterAll(async () => {
    await shop?.close();
    vi.restoreAllMocks();
  });

  describeShopHttp(() => shop.url);

  const order = (lines: { sku: string; quantity: number }[], name = 'Ada') =>
    fetch(`${shop.url}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customer: { name, email: 'ada@example.com' }, lines }),
    });

  test('shows where an order is on a page, and takes names as text', async () => {
    const placed = await order([{ sku: 'mug', quantity: 2 }], '<script>alert(1)</script>');
    const { id } = (await placed.json()) as { id: string };
    const response = await fetch(`${shop.url}/orders/${id}/status`);
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>');
    expect(page).toContain('25.00 EUR');
  });

  test('counts amounts as far as JavaScript counts exactly, and refuses a larger total', async () => {
    await shop.db.query('INSERT INTO products (sku, name, unit_price, available) VALUES ($1, $2, $3, $4)', [
      'yacht',
      'Yacht',
      Number.MAX_SAFE_INTEGER,
      10,
    ]);
    const refused = await order([{ sku: 'yacht', quantity: 2 }]);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ error: 'lines must come to at most 9007199254740991 in minor units' });
    const placed = await order([{ sku: 'yacht', quantity: 1 }]);
    expect(placed.status).toBe(201);
    const made = (await placed.json()) as { id: string };
    expect(made).toMatchObject({ total: Number.MAX_SAFE_INTEGER });
    expect(await (await fetch(`${shop.url}/orders/${made.id}`)).json()).toEqual(made);
    expect(await (await fetch(`${shop.url}/orders/${made.id}/status`)).text()).toContain('90071992547409.91 EUR');
    await shop.db.query('DELETE FROM products WHERE sku = $1', ['yacht']);
  });

  test('sells no more than there is, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => order([{ sku: 'poster', quantity: 1 }])));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409, 409, 409, 409, 409, 409, 409]);
  });

  test('lets two orders pass that name the same products in another order', async () => {
    const mugFirst = [
      { sku: 'mug', quantity: 1 },
      { sku: 'notebook', quantity: 1 },
    ];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => order(i % 2 ? mugFirst : mugFirst.toReversed())),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  });
});

describe('an order whose last step fails', () => {
  let shop: OpenShop;

  beforeAll(async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    shop = await openShop((real) => ({
      ...real,
      placed: async () => {
        throw new Error('the last step fails');
      },
    }));
  });
  afterAll(async () => {
    await shop?.close();
    vi.restoreAllMocks();
  });

  test('leaves nothing behind, and its cause stays inside', async () => {
    const before = await shop.db.query('SELECT * FROM products ORDER BY sku');
    const response = await shop.order();
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: 'internal error' });
    expect(await shop.db.query('SELECT * FROM products ORDER BY sku')).toEqual(before);
    for (const table of ['orders', 'order_lines', 'invoices', 'search_index']) {
      expect(await shop.db.query(`SELECT * FROM ${table}`)).toEqual([]);
    }
  });
});

test('an order in a region that may not write is told when to come again, and leaves nothing behind', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const shop = await openShop((real) => ({
    ...real,
    placed: async () => {
      throw new FencedError('this region is read-only');
    },
  }));
  const response = await shop.order();
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(await response.json()).toEqual(readOnlyProblem);
  expect(await shop.db.query('SELECT * FROM orders')).toEqual([]);
  expect((await fetch(`${shop.url}/products`)).status).toBe(200);
  await shop.close();
  vi.restoreAllMocks();
});
