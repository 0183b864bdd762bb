import { until } from 'serverless-workshop/local';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, startRouter, startSide } from './sides.ts';

type Router = Awaited<ReturnType<typeof startRouter>>;
type Side = Awaited<ReturnType<typeof startSide>>;

const order = { id: '1', total: 2500, lines: [{ sku: 'mug', quantity: 2 }], servedAt: 'then' };

describe('a route in the shadow', () => {
  let old: Side;
  let now: Side;
  let router: Router;
  let newOrder: object;
  const asked: string[] = [];

  beforeEach(async () => {
    newOrder = { ...order, servedAt: 'now' };
    asked.length = 0;
    const json = { 'content-type': 'application/json' };
    old = await startSide((_, response) => void response.writeHead(200, json).end(JSON.stringify(order)));
    now = await startSide((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(200, json).end(JSON.stringify(newOrder));
    });
    const shadow = { ...page, mode: 'shadow' as const, mayDiffer: ['servedAt'] };
    const writes = { ...shadow, name: 'write', method: 'POST', path: '/orders' };
    router = await startRouter({ 'old-side': old.url, 'new-side': now.url }, [shadow, writes]);
  });
  afterEach(async () => {
    await router?.stop();
    await now?.stop();
    await old?.stop();
  });

  const ask = (method = 'GET', path = '/orders/1/status') => fetch(`${router.url}${path}`, { method });
  const compared = (count: number) => until(`${count} comparisons`, () => router.record().compared >= count);

  test('is answered by the old side, and compared: fields that may differ do', async () => {
    const response = await ask();
    expect(response.headers.get('x-served-by')).toBe('old-side');
    expect(await response.json()).toEqual(order);
    await compared(1);
    expect(router.record()).toEqual({ compared: 1, different: [], fellBack: 0, skipped: 0 });
  });

  test('shows a planted difference by its field, and no value', async () => {
    newOrder = { ...order, lines: [{ sku: 'mug', quantity: 3 }] };
    await (await ask()).text();
    await compared(1);
    expect(router.record().different).toMatchObject([{ path: '/orders/1/status', differences: ['lines.0.quantity'] }]);
    expect(router.lines.join('\n')).toContain('lines.0.quantity');
  });

  test('is asked once more before a difference counts: the order may have changed between the two questions', async () => {
    let first = true;
    now.server.removeAllListeners('request').on('request', (_, response) => {
      const body = first ? { ...order, total: 0 } : order;
      first = false;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await (await ask()).text();
    await compared(1);
    expect(router.record()).toMatchObject({ compared: 1, different: [] });
  });

  test('never repeats a write', async () => {
    expect((await ask('POST', '/orders')).headers.get('x-served-by')).toBe('old-side');
    await (await ask()).text();
    await compared(1);
    expect(asked).toEqual(['GET /orders/1/status']);
  });

  test('costs the visitor nothing when the new side is away', async () => {
    await now.stop();
    expect((await ask()).status).toBe(200);
    await until('it is written down', () => router.record().skipped === 1);
  });
});
