import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Edge, type EdgeOptions, startEdge } from '../../../src/aws/edge/edge.ts';
import type { Origin } from '../../../src/aws/edge/origin.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Reads go to both regions, writes to the first alone. */
const code = `import cf from 'cloudfront';
async function handler({ request }) {
  const writer = await cf.kvs().get('writer');
  const other = writer === 'a' ? 'b' : 'a';
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    cf.createRequestOriginGroup({
      originIds: [{ originId: writer }, { originId: other }],
      failoverCriteria: { statusCodes: [500, 502, 503, 504] },
    });
  } else {
    cf.selectRequestOriginById(writer);
  }
  return request;
}`;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function originOf(id: string, answer: Answer): Promise<Origin & { server: Server; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { id, url, server, asked, connectTimeoutMs: 1_000, connectAttempts: 1, responseTimeoutMs: 60_000 };
}

const says =
  (text: string, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { region: text });
    response.end(text);
  };

async function edgeBefore(origins: readonly Origin[], more: Partial<EdgeOptions> = {}): Promise<Edge> {
  const edge = await startEdge({ code, origins, target: 'a', keyValues: { writer: 'a' }, ...more });
  opened.push(() => edge.stop());
  return edge;
}

const ask = async (edge: Edge, path = '/', init: RequestInit = {}) => {
  const response = await fetch(`${edge.url}${path}`, init);
  return [response.status, await response.text()];
};

test('a read goes to the first origin, with its path, query, headers and cookies', async () => {
  let seen: IncomingMessage['headers'] = {};
  const a = await originOf('a', (request, response) => {
    seen = request.headers;
    says('a')(request, response);
  });
  const edge = await edgeBefore([a, await originOf('b', says('b'))]);
  const headers = { cookie: 'user=ada; theme=dark', 'x-one': '1' };
  expect(await ask(edge, '/orders/1?q=a%20b&q=c&empty=', { headers })).toEqual([200, 'a']);
  expect(a.asked).toEqual(['GET /orders/1?q=a%20b&q=c&empty=']);
  expect(seen).toMatchObject({ ...headers, host: new URL(a.url).host, 'x-forwarded-for': '127.0.0.1' });
});

describe('a read when the first origin fails', () => {
  test.each([500, 502, 503, 504])('%s: the second one answers', async (status) => {
    const [a, b] = [await originOf('a', says('broken', status)), await originOf('b', says('b'))];
    expect(await ask(await edgeBefore([a, b]))).toEqual([200, 'b']);
    expect([a.asked.length, b.asked.length]).toEqual([1, 1]);
  });

  test('another status is an answer', async () => {
    const [a, b] = [await originOf('a', says('no such order', 404)), await originOf('b', says('b'))];
    expect(await ask(await edgeBefore([a, b]))).toEqual([404, 'no such order']);
    expect(b.asked).toEqual([]);
  });

  test('nobody listens: the second one answers, and each request tries the first anew', async () => {
    const [a, b] = [await originOf('a', says('a')), await originOf('b', says('b'))];
    const edge = await edgeBefore([a, b]);
    a.server.closeAllConnections();
    a.server.close();
    expect(await ask(edge)).toEqual([200, 'b']);
    a.server.listen(Number(new URL(a.url).port), '127.0.0.1');
    await once(a.server, 'listening');
    expect(await ask(edge)).toEqual([200, 'a']);
  });

  test('it accepts and says nothing: the second one answers after the response timeout', async () => {
    const a = { ...(await originOf('a', () => {})), responseTimeoutMs: 50 };
    expect(await ask(await edgeBefore([a, await originOf('b', says('b'))]))).toEqual([200, 'b']);
  });

  test('it accepts and hangs up: the second one answers', async () => {
    const a = await originOf('a', (request) => request.socket.destroy());
    expect(await ask(await edgeBefore([a, await originOf('b', says('b'))]))).toEqual([200, 'b']);
  });

  test('both fail: the viewer gets what the second one says', async () => {
    const [a, b] = [await originOf('a', says('a', 503)), await originOf('b', says('b is down too', 500))];
    expect(await ask(await edgeBefore([a, b]))).toEqual([500, 'b is down too']);
  });
});

describe('a write', () => {
  test('goes to the writer alone, with its body, and never a second time', async () => {
    let body = '';
    const a = await originOf('a', async (request, response) => {
      for await (const chunk of request) body += chunk;
      says('down', 503)(request, response);
    });
    const b = await originOf('b', says('b'));
    const edge = await edgeBefore([a, b]);
    expect(await ask(edge, '/orders', { method: 'POST', body: '{"sku":"mug"}' })).toEqual([503, 'down']);
    expect([body, a.asked, b.asked]).toEqual(['{"sku":"mug"}', ['POST /orders'], []]);
  });

  test('follows the key value store: no control plane is asked', async () => {
    const [a, b] = [await originOf('a', says('a', 201)), await originOf('b', says('b', 201))];
    const edge = await edgeBefore([a, b]);
    expect(await ask(edge, '/orders', { method: 'POST' })).toEqual([201, 'a']);
    edge.set('writer', 'b');
    expect(await ask(edge, '/orders', { method: 'POST' })).toEqual([201, 'b']);
  });

  test('nobody listens: 502, and the second origin is not asked', async () => {
    const [a, b] = [await originOf('a', says('a')), await originOf('b', says('b'))];
    const edge = await edgeBefore([a, b]);
    a.server.close();
    expect((await ask(edge, '/orders', { method: 'POST' }))[0]).toBe(502);
    expect(b.asked).toEqual([]);
  });
});

test('an origin that hangs up after it was reached is not asked again', async () => {
  let tries = 0;
  // Hangs up before HTTP begins: connected, so there is no second try.
  const server = createTcpServer((socket) => {
    tries++;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const a: Origin = { id: 'a', url, connectTimeoutMs: 1_000, connectAttempts: 3, responseTimeoutMs: 1_000 };
  const edge = await edgeBefore([a, await originOf('b', says('b'))]);
  expect((await ask(edge, '/', { method: 'POST' }))[0]).toBe(502);
  expect(tries).toBe(1);
});

test('the function answers itself, with headers and a body', async () => {
  const answering = `function handler() {
    return {
      statusCode: 503,
      statusDescription: 'Service Unavailable',
      headers: { 'retry-after': { value: '30' }, 'content-type': { value: 'application/problem+json' } },
      body: { encoding: 'text', data: '{"status":503}' },
    };
  }`;
  const edge = await edgeBefore([await originOf('a', says('a'))], { code: answering });
  const response = await fetch(edge.url);
  expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
    503,
    '30',
    { status: 503 },
  ]);
});

const handler = (body: string) =>
  `import cf from 'cloudfront';\nfunction handler({ request }) { ${body} return request; }`;
const group = (ids: string, codes: string) =>
  handler(`cf.createRequestOriginGroup({ originIds: ${ids}, failoverCriteria: { statusCodes: ${codes} } });`);
const both = "[{ originId: 'a' }, { originId: 'b' }]";

test.each([
  ['an origin that is not there', handler("cf.selectRequestOriginById('c');"), 'GET', /the origin "c"; there are a, b/],
  ['ids as plain texts', group("['a', 'b']", '[503]'), 'GET', /the origin undefined/],
  ['one origin in a group', group("[{ originId: 'a' }]", '[503]'), 'GET', /has two origins, and this one has 1/],
  ['a status that nothing reacts to', group(both, '[503, 418]'), 'GET', /and not on \[418\]/],
  ['a group without a status', group(both, '[]'), 'GET', /fails over on/],
  ['a group for a write', group(both, '[503]'), 'POST', /for POST: it can hold GET, HEAD and OPTIONS alone/],
  ['no answer', 'function handler() {}', 'GET', /neither a request nor a response/],
  ['code from a text', handler("eval('1');"), 'GET', /Code generation from strings disallowed/],
  [
    'a key that is not there',
    `import cf from 'cloudfront';\nasync function handler() { await cf.kvs().get('x'); }`,
    'GET',
    /no key x/,
  ],
])('%s: the viewer gets 503, and the reason is told', async (_, wrong, method, reason) => {
  const told: string[] = [];
  const edge = await edgeBefore([await originOf('a', says('a')), await originOf('b', says('b'))], {
    code: wrong,
    onError: ({ message }) => told.push(message),
  });
  expect((await ask(edge, '/', { method }))[0]).toBe(503);
  expect(told).toEqual([expect.stringMatching(reason)]);
});

test('a function that is larger than the cloud takes is refused at the start', async () => {
  const large = `// ${'x'.repeat(10_240)}\nfunction handler({ request }) { return request; }`;
  await expect(startEdge({ code: large, origins: [], target: 'a' })).rejects.toThrow('the cloud takes 10240');
});
