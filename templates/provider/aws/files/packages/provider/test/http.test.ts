import { type IncomingHttpHeaders, request } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Connection } from 'serverless-workshop/contract';
import { ThrottledError } from 'serverless-workshop/local';
import { callHandler, serveHttp } from 'serverless-workshop/parts/aws';
import { afterEach, expect, test, vi } from 'vitest';
import { httpHandler } from '../src/http-handler.ts';

let server: Connection;
afterEach(() => server.stop());

let seen: APIGatewayProxyEventV2;
let result: APIGatewayProxyStructuredResultV2;

/** Serves a Fetch handler through the event and the result of an HTTP API, and both through JSON, as on the wire. */
async function serve(fetch: (request: Request) => Response | Promise<Response>): Promise<string> {
  const handler = httpHandler(async (request) => fetch(request));
  const invoke = async (event: unknown) => {
    seen = JSON.parse(JSON.stringify(event));
    const deadline = Date.now() + 1000;
    const answer = await callHandler(handler, seen, { functionName: 'shop', memoryMb: 128, deadline });
    result = JSON.parse(JSON.stringify(answer));
    return result;
  };
  server = await serveHttp(invoke, 0);
  return server.url ?? '';
}

test('method, path, query, headers and body arrive, and the answer comes back', async () => {
  const url = await serve(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    return Response.json(
      { method: request.method, pathname, q: searchParams.getAll('q'), type: request.headers.get('x-type'), text },
      { status: 201, headers: { location: '/orders/1' } },
    );
  });
  const response = await fetch(`${url}/orders/new?q=a%20b&q=c`, {
    method: 'POST',
    headers: { 'x-type': 'one' },
    body: '{"é":1}',
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('location')).toBe('/orders/1');
  expect(await response.json()).toEqual({
    method: 'POST',
    pathname: '/orders/new',
    q: ['a b', 'c'],
    type: 'one',
    text: '{"é":1}',
  });
  expect(seen).toMatchObject({ version: '2.0', routeKey: '$default', rawQueryString: 'q=a%20b&q=c' });
  expect(seen.queryStringParameters).toEqual({ q: 'a b,c' });
});

test('bytes that are no text pass both ways unchanged', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const url = await serve(
    async (request) =>
      new Response(await request.arrayBuffer(), { headers: { 'content-type': 'application/octet-stream' } }),
  );
  const response = await fetch(url, { method: 'POST', body: bytes });
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  expect(seen.isBase64Encoded).toBe(true);
});

test('cookies have a field of their own, both ways', async () => {
  const url = await serve((request) => {
    const headers = new Headers({ 'x-cookie': request.headers.get('cookie') ?? '' });
    headers.append('set-cookie', 'a=1; Path=/');
    headers.append('set-cookie', 'b=2');
    return new Response('', { headers });
  });
  const response = await fetch(url, { headers: { cookie: 'x=1; y=2' } });
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  expect(response.headers.get('x-cookie')).toBe('x=1; y=2');
  expect(result.cookies).toEqual(['a=1; Path=/', 'b=2']);
  expect(result.headers).not.toHaveProperty('set-cookie');
  expect(seen.cookies).toEqual(['x=1', 'y=2']);
  expect(seen.headers).not.toHaveProperty('cookie');
});

test('repeated headers arrive joined', async () => {
  const url = await serve((request) => new Response(request.headers.get('x-many')));
  const text = await new Promise<string>((done, fail) => {
    request(url, { headers: { 'x-many': ['1', '2'] } as unknown as IncomingHttpHeaders }, (response) => {
      response.setEncoding('utf8').on('data', done);
    })
      .on('error', fail)
      .end();
  });
  expect(text).toMatch(/^1, ?2$/);
});

test('an error of the function is a 500 that tells nothing', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const url = await serve(() => {
    throw new Error('the password is 1234');
  });
  const response = await fetch(url);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: 'Internal Server Error' });
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('1234'));
});

test('a throttled function is a 503', async () => {
  server = await serveHttp(async () => {
    throw new ThrottledError('busy');
  }, 0);
  expect((await fetch(server.url ?? '')).status).toBe(503);
});

test('an answer without a status is the JSON of a 200', async () => {
  server = await serveHttp(async () => ({ ok: true }), 0);
  const response = await fetch(server.url ?? '');
  expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
});

test('a body over the limit of API Gateway is refused', async () => {
  const url = await serve(() => new Response('never'));
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(11 * 1024 * 1024) });
  expect(response.status).toBe(413);
});
