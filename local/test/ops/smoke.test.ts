import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { RefusedError } from '../../src/ops/refused.ts';
import { run } from '../../src/ops/verbs/smoke.ts';

afterEach(() => vi.restoreAllMocks());

type Shop = { readonly server: Server; readonly url: string; shelf: readonly object[]; receipt: number };

/** A shop that answers as it is told. */
async function openShop(): Promise<Shop> {
  const server = createServer((request, response) => {
    const [status, body] =
      request.url === '/products'
        ? [200, shop.shelf]
        : request.method === 'POST'
          ? [201, { id: '1' }]
          : [shop.receipt, {}];
    response.writeHead(status as number).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const shop: Shop = { server, url, shelf: [{ sku: 'mug', available: 1 }], receipt: 200 };
  return shop;
}

test('a shop that works is gone through; a receipt that never comes, an empty shelf and a shop that is gone fail, each with its step', async () => {
  const shop = await openShop();
  const smoke = () => run(['--url', shop.url, '--wait', '0']);
  const said = vi.spyOn(console, 'log').mockReturnValue();
  await smoke();
  expect(said.mock.calls.join('\n')).toContain('The whole way works: order 1 has its receipt.');
  said.mockClear();
  shop.receipt = 404;
  await expect(smoke()).rejects.toThrow('GET /orders/1/receipt answered 404');
  expect(said.mock.calls.join('\n')).not.toContain('works');
  shop.shelf = [];
  await expect(smoke()).rejects.toThrow('The shop has nothing in stock');
  shop.server.close();
  shop.server.closeAllConnections();
  await once(shop.server, 'close');
  await expect(smoke()).rejects.toThrow('/products: no answer');
});

test.each([['--url', 'shop'], ['--wait', 'long', '--url', 'http://127.0.0.1:1'], ['now']])(
  '%j is refused, and nothing is ordered',
  async (...args) => {
    const refusal = run(args);
    await expect(refusal).rejects.toThrow(RefusedError);
    await expect(refusal).rejects.toThrow('Usage: npm run smoke');
  },
);
