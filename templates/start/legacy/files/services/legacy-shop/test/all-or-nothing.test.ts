import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

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
