import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test, vi } from 'vitest';
import { RefusedError } from '../src/refused.ts';
import { verbOf } from '../src/verbs.ts';
import { runOps } from './run-ops.ts';

test('a shop that works is gone through from the shelf to the receipt', async () => {
  const workshop = await startWorkshop();
  try {
    const { code, out, err } = await runOps(['smoke', '--url', shopOf(workshop.urls)]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /GET \/products {2}200[\s\S]*POST \/orders {2}201[\s\S]*\/receipt {2}200[\s\S]*The whole way works/,
    );
  } finally {
    await workshop.stop();
  }
});

test('the controls: a receipt that never comes, an empty shelf and a shop that is gone fail, each with its step', async () => {
  const shelf = { products: [{ sku: 'mug', available: 1 }] };
  const server = createServer((request, response) => {
    const [status, body] =
      request.url === '/products' ? [200, shelf.products] : request.method === 'POST' ? [201, { id: '1' }] : [404, {}];
    response.writeHead(status as number).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const smoke = async () => (await verbOf('smoke')).run(['--url', url, '--wait', '0']);
  const said = vi.spyOn(console, 'log').mockReturnValue();
  await expect(smoke()).rejects.toThrow('GET /orders/1/receipt answered 404');
  expect(said.mock.calls.join('\n')).not.toContain('works');
  shelf.products = [];
  await expect(smoke()).rejects.toThrow('Nothing is on the shelf');
  await closed(server);
  await expect(smoke()).rejects.toThrow('/products: no answer');
  said.mockRestore();
});

test.each([['--url', 'shop'], ['--wait', 'long', '--url', 'http://127.0.0.1:1'], ['now']])(
  '%j is refused, and nothing is ordered',
  async (...args) => {
    const refusal = (await verbOf('smoke')).run(args);
    await expect(refusal).rejects.toThrow(RefusedError);
    await expect(refusal).rejects.toThrow('Usage: npm run smoke');
  },
);

/** Where visitors come in: what stands in front of the shop comes last. */
function shopOf(urls: Readonly<Record<string, string>>): string {
  return Object.values(urls).at(-1) ?? '';
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
