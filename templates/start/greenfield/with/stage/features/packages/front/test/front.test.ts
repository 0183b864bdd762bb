import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Mode, Route } from '@app/router';
import { afterEach, expect, test } from 'vitest';
import { createFront } from '../src/create-front.ts';
import { openFront } from '../src/index.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The API of the functions, with this answer. */
async function functionsThat(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const shopPage = '<p>placed</p>';

function frontAt(mode: Mode, functions: string, changes: Partial<Route> = {}) {
  const route: Route = {
    name: 'order-status',
    method: 'GET',
    path: '/orders/:id/status',
    new: 'order-page',
    mode,
    mayDiffer: [],
    fallBackOn: [404],
    ...changes,
  };
  const recorded: object[] = [];
  const asked: string[] = [];
  const front = createFront({
    routes: { old: 'shop', routes: [route] },
    functions,
    shop: async (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return new Response(shopPage, { headers: { 'content-type': 'text/html' } });
    },
    records: { add: (name, entry) => void recorded.push({ name, ...entry }) },
    newTimeoutMs: 400,
  });
  const ask = (path: string, init?: RequestInit) => front(new Request(`https://shop.example.com${path}`, init));
  return { ask, asked, recorded };
}

const page = (text: string): RequestListener => {
  return (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(text);
};

test('a route at legacy is the shop’s: to deploy its function changes nothing for anybody', async () => {
  let heard = 0;
  const functions = await functionsThat((_, response) => {
    heard += 1;
    response.end('new');
  });
  const { ask, recorded } = frontAt('legacy', functions);
  expect(await (await ask('/orders/1/status')).text()).toBe(shopPage);
  expect([heard, recorded]).toEqual([0, []]);
});

test('a flipped route is answered by its function, with the query and the cookies of both ways', async () => {
  const functions = await functionsThat(({ url, headers }, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.end(`${url} ${headers.cookie} ${headers['x-forwarded-host']}`);
  });
  const { ask, asked } = frontAt('new', functions);
  const response = await ask('/orders/1/status?lang=de', {
    headers: { cookie: 'seen=1', host: 'shop.example.com' },
  });
  expect(await response.text()).toBe('/orders/1/status?lang=de seen=1 shop.example.com');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('x-served-by')).toBe('order-page');
  expect(asked).toEqual([]);
  // Every other route stays with the shop.
  await ask('/orders/1');
  expect(asked).toEqual(['GET /orders/1']);
});

test.each<[string, RequestListener, string]>([
  ['fails', (_, response) => response.writeHead(500).end('no'), 'status 500'],
  ['is full', (_, response) => response.writeHead(429).end(), 'status 429'],
  ['does not know the order yet', (_, response) => response.writeHead(404).end(), 'status 404'],
  ['does not answer', () => {}, 'no answer within 200 ms'],
  ['does not end its answer', (_, response) => void response.write('<p>'), 'no end of the answer within 200 ms'],
  ['breaks off', (request) => request.socket.destroy(), 'socket hang up'],
])('the shop answers a read where the function %s, and the record says why', async (_, answer, fellBack) => {
  const { ask, recorded } = frontAt('new', await functionsThat(answer));
  expect(await (await ask('/orders/1/status')).text()).toBe(shopPage);
  expect(recorded).toEqual([{ name: 'order-status', path: '/orders/1/status', fellBack }]);
});

test('a shadow shows the shop’s page and names what differs', async () => {
  const equal = frontAt('shadow', await functionsThat(page(shopPage)));
  expect(await (await equal.ask('/orders/1/status')).text()).toBe(shopPage);
  expect(equal.recorded).toEqual([{ name: 'order-status', path: '/orders/1/status', differences: [] }]);

  const other = frontAt('shadow', await functionsThat(page('<p>gone</p>')));
  expect(await (await other.ask('/orders/1/status')).text()).toBe(shopPage);
  expect(other.recorded).toEqual([{ name: 'order-status', path: '/orders/1/status', differences: ['body line 1'] }]);

  const down = frontAt('shadow', 'http://127.0.0.1:1');
  expect(await (await down.ask('/orders/1/status')).text()).toBe(shopPage);
  expect(down.recorded).toMatchObject([{ skipped: expect.stringContaining('ECONNREFUSED') }]);
});

test('what differs only once was an order on its way', async () => {
  let heard = 0;
  const functions = await functionsThat((request, response) => {
    heard += 1;
    page(heard === 1 ? '<p>sent</p>' : shopPage)(request, response);
  });
  const { ask, recorded } = frontAt('shadow', functions);
  await ask('/orders/1/status');
  expect(recorded).toMatchObject([{ differences: [] }]);
});

test('a write is sent once, to one side', async () => {
  const bodies: string[] = [];
  const functions = await functionsThat(async (request, response) => {
    bodies.push(Buffer.concat(await request.toArray()).toString());
    response.writeHead(503).end();
  });
  const write = { method: 'POST', body: '{"a":1}' };
  const shadow = frontAt('shadow', functions, { method: 'POST' });
  await shadow.ask('/orders/1/status', write);
  expect([bodies, shadow.asked]).toEqual([[], ['POST /orders/1/status']]);
  const flipped = frontAt('new', functions, { method: 'POST' });
  expect((await flipped.ask('/orders/1/status', write)).status).toBe(503);
  expect([bodies, flipped.asked]).toEqual([['{"a":1}'], []]);
});

test('without the address of the functions the shop stands alone', () => {
  const shop = async () => new Response();
  expect(openFront({}, shop)).toBe(shop);
  expect(openFront({ FUNCTIONS_URL: 'https://functions.example.com' }, shop)).not.toBe(shop);
});
