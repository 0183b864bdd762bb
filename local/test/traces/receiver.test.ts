import { afterEach, expect, test, vi } from 'vitest';
import { type Receiver, startReceiver } from '../../src/traces/receiver.ts';
import { spansOf } from '../../src/traces/trace-tree.ts';

const open: Receiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.stop();
});

async function start(options: Partial<Parameters<typeof startReceiver>[0]> = {}): Promise<Receiver> {
  const receiver = await startReceiver({ port: 0, ...options });
  open.push(receiver);
  return receiver;
}

const post = (url: string, body: string, type = 'application/json') =>
  fetch(`${url}/v1/traces`, { method: 'POST', headers: { 'content-type': type }, body });

test('reads spans as OpenTelemetry sends them', async () => {
  const receiver = await start();
  const nano = (ms: number) => String(BigInt(ms) * 1_000_000n);
  const span = (spanId: string, name: string, kind: number, more = {}) => ({
    traceId: 'a',
    spanId,
    name,
    kind,
    startTimeUnixNano: nano(1_000),
    endTimeUnixNano: nano(1_250),
    ...more,
  });
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  const attributes = [{ key: 'http.response.status_code', value: { intValue: '404' } }];
  const events = [{ name: 'exception' }, { name: 'held back' }];
  const spans = [span('b', 'GET /orders', 2, { attributes, events }), span('c', 'find', 1, { parentSpanId: 'b' })];
  await post(receiver.url, JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }));
  const [tree] = receiver.traces.requests();
  expect(tree && spansOf(tree).map(({ name, service, kind }) => [name, service, kind])).toEqual([
    ['GET /orders', 'shop', 'server'],
    ['find', 'shop', 'internal'],
  ]);
  expect(tree?.span).toMatchObject({ startMs: 1_000, endMs: 1_250, httpStatus: 404, notes: ['held back'] });
});

test('refuses what it cannot read, and goes on', async () => {
  const { url } = await start();
  expect((await post(url, 'not json')).status).toBe(400);
  expect((await post(url, '\u0000', 'application/x-protobuf')).status).toBe(415);
  expect((await fetch(url)).status).toBe(404);
  expect((await post(url, '{}')).status).toBe(200);
});

test('takes another port when its own is taken', async () => {
  const first = await start();
  const second = await start({ port: Number(new URL(first.url).port) });
  expect(second.url).not.toBe(first.url);
  expect((await post(second.url, '{}')).status).toBe(200);
});

test('passes a copy on', async () => {
  const other = await start();
  const receiver = await start({ forwardTo: { url: `${other.url}/v1/traces`, headers: () => ({}) } });
  const spans = [{ traceId: 'a', spanId: 'b', name: 'copied', kind: 2 }];
  await post(receiver.url, JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
  await vi.waitUntil(() => other.traces.requests().length === 1, { timeout: 60_000 });
});
