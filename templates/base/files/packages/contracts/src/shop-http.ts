import { beforeAll, describe, expect, test } from 'vitest';

type Product = { sku: string; name: string; unitPrice: number; available: number };

const customer = { name: 'Ada Lovelace', email: 'ada@example.com' };

/**
 * The HTTP surface of every shop, at every stage. The tests wait for no function: they pass while every function is dead. A stage may promise
 * more, such as an invoice in the very next request: the shop's own tests check that. `baseUrl` is called when the tests run, and answers
 * without a slash at the end.
 */
export function describeShopHttp(baseUrl: () => string): void {
  const get = (path: string) => fetch(`${baseUrl()}${path}`);
  const post = (body: unknown) =>
    fetch(`${baseUrl()}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  const products = async () => (await (await get('/products')).json()) as Product[];

  describe('the shop over HTTP', () => {
    /** Two products with enough on the shelf for all tests. */
    let first: Product;
    let second: Product;

    beforeAll(async () => {
      const [a, b] = (await products()).filter(({ available }) => available >= 100);
      if (!a || !b) throw new Error('the suite needs two products with 100 or more on the shelf');
      [first, second] = [a, b];
    });

    test('GET /health says that it is up', async () => {
      expect((await get('/health')).status).toBe(200);
    });

    test('GET /products lists what is on the shelf', async () => {
      expect(first).toEqual({
        sku: expect.any(String),
        name: expect.any(String),
        unitPrice: expect.any(Number),
        available: expect.any(Number),
      });
    });

    test('POST /orders answers the order with its prices, and where it is', async () => {
      const response = await post({
        customer,
        lines: [
          { sku: second.sku, quantity: 2 },
          { sku: first.sku, quantity: 1 },
        ],
      });
      expect(response.status).toBe(201);
      const order = (await response.json()) as { id: string };
      expect(order).toEqual({
        id: expect.any(String),
        customer,
        lines: [
          { sku: second.sku, name: second.name, quantity: 2, unitPrice: second.unitPrice },
          { sku: first.sku, name: first.name, quantity: 1, unitPrice: first.unitPrice },
        ],
        currency: 'EUR',
        total: 2 * second.unitPrice + first.unitPrice,
        placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        version: 1,
      });
      expect(response.headers.get('location')).toBe(`/orders/${order.id}`);
      expect(await (await get(`/orders/${order.id}`)).json()).toEqual(order);
    });

    test('POST /orders takes the lines from the shelf', async () => {
      const before = (await products()).find(({ sku }) => sku === first.sku);
      expect((await post({ customer, lines: [{ sku: first.sku, quantity: 3 }] })).status).toBe(201);
      const after = (await products()).find(({ sku }) => sku === first.sku);
      expect(after?.available).toBe(Number(before?.available) - 3);
    });

    test('POST /orders answers 409 when the shelf is short, and then takes nothing', async () => {
      const before = await products();
      const response = await post({
        customer,
        lines: [
          { sku: first.sku, quantity: 1 },
          { sku: second.sku, quantity: second.available + 1 },
        ],
      });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ error: expect.any(String), sku: second.sku });
      expect(await products()).toEqual(before);
    });

    test.each([
      ['no JSON', 'no JSON'],
      ['an empty body', {}],
      ['no customer', { lines: [{ sku: 'mug', quantity: 1 }] }],
      ['a customer without a name', { customer: { ...customer, name: ' ' }, lines: [{ sku: 'mug', quantity: 1 }] }],
      ['an address that is none', { customer: { ...customer, email: 'ada' }, lines: [{ sku: 'mug', quantity: 1 }] }],
      ['no lines', { customer, lines: [] }],
      ['a quantity of 0', { customer, lines: [{ sku: 'mug', quantity: 0 }] }],
      ['half a mug', { customer, lines: [{ sku: 'mug', quantity: 0.5 }] }],
      ['a quantity in words', { customer, lines: [{ sku: 'mug', quantity: 'two' }] }],
      ['a text in another encoding', Buffer.from('{"customer":{"name":"Zo\u00eb"}}', 'latin1')],
      ['a product that does not exist', { customer, lines: [{ sku: 'unicorn', quantity: 1 }] }],
    ])('POST /orders answers 400 to %s', async (_, body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    });

    test.each([
      [
        '9007199254740993',
        'the body holds a number that JavaScript would change: 9007199254740993 at lines[0].quantity',
      ],
      ['1.00000000000000000001', 'JavaScript would change: 1.00000000000000000001 at lines[0].quantity'],
      ['1e30', 'lines[0].quantity must be a whole number from 1 to 1000000'],
      ['-1', 'lines[0].quantity must be a whole number from 1 to 1000000'],
    ])('POST /orders names the field of a quantity of %s', async (quantity, reason) => {
      const body = JSON.stringify({ customer, lines: [{ sku: first.sku, quantity: 1 }] });
      const response = await post(body.replace('"quantity":1', `"quantity":${quantity}`));
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.stringContaining(reason) });
    });

    test('POST /orders passes over a mark (BOM) before the JSON', async () => {
      const response = await post(`\uFEFF${JSON.stringify({ customer, lines: [{ sku: first.sku, quantity: 1 }] })}`);
      expect(response.status).toBe(201);
    });

    test('POST /orders answers 413 to a body that nobody needs', async () => {
      const response = await post({ customer: { ...customer, name: 'x'.repeat(100_000) }, lines: [] });
      expect(response.status).toBe(413);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    });

    test('GET /orders/:id/invoice shows the invoice, the same every time, or says that there is none yet', async () => {
      const placed = await post({ customer, lines: [{ sku: first.sku, quantity: 1 }] });
      const { id } = (await placed.json()) as { id: string };
      const response = await get(`/orders/${id}/invoice`);
      if (response.status === 404) return expect(await response.json()).toEqual({ error: expect.any(String) });
      const invoice = await response.text();
      expect(invoice).toMatch(/^INVOICE \S+\n/);
      expect(invoice).toContain(first.name);
      expect(invoice).toContain(`${(first.unitPrice / 100).toFixed(2)} EUR`);
      expect(await (await get(`/orders/${id}/invoice`)).text()).toBe(invoice);
    });

    test('GET /orders/:id/receipt shows the receipt, or says that there is none yet', async () => {
      const placed = await post({ customer, lines: [{ sku: first.sku, quantity: 1 }] });
      const { id } = (await placed.json()) as { id: string };
      const response = await get(`/orders/${id}/receipt`);
      if (response.status === 404) expect(await response.json()).toEqual({ error: expect.any(String) });
      else expect(await response.text()).toContain(id);
    });

    test('GET /search finds an order by name, address, id and product, or does not know it yet', async () => {
      const name = `Zoe ${crypto.randomUUID()}`;
      const email = `${crypto.randomUUID()}@example.com`;
      const placed = await post({ customer: { name, email }, lines: [{ sku: first.sku, quantity: 1 }] });
      const order = (await placed.json()) as { id: string };
      for (const text of [name, name.toUpperCase(), email, order.id]) {
        expect([[], [order]]).toContainEqual(await (await get(`/search?q=${encodeURIComponent(text)}`)).json());
      }
      const byProduct = (await (await get(`/search?q=${encodeURIComponent(first.name)}`)).json()) as { id: string }[];
      for (const found of byProduct.filter(({ id }) => id === order.id)) expect(found).toEqual(order);
    });

    test('GET /search takes what is typed as it stands, and needs something to look for', async () => {
      expect(await (await get('/search?q=%25_%25')).json()).toEqual([]);
      expect((await get('/search')).status).toBe(400);
      expect((await get('/search?q=')).status).toBe(400);
      expect((await get('/search?q=a%00b')).status).toBe(400);
      expect((await get(`/search?q=${'x'.repeat(3_000)}`)).status).toBe(400);
    });

    const long = 'x'.repeat(3_000);
    test.each([
      '/orders/unknown',
      '/orders/unknown/receipt',
      '/orders/unknown/invoice',
      '/orders/a%00b',
      '/orders/a%00b/receipt',
      '/orders/a%00b/invoice',
      `/orders/${long}`,
      `/orders/${long}/receipt`,
      `/orders/${long}/invoice`,
      '/nothing-here',
    ])('GET %s answers 404', async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    });
  });
}
