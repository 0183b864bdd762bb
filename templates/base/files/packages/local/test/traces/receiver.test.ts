import { createTelemetry } from '@app/tracing';
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

test('reads what our telemetry sends', async () => {
  const receiver = await start();
  const telemetry = createTelemetry({
    serviceName: 'shop',
    target: { url: `${receiver.url}/v1/traces`, headers: () => ({}) },
    withoutTarget: '',
  });
  const before = Date.now();
  await telemetry.span('GET /orders', { kind: 'server' }, () => telemetry.span('find', {}, () => {}));
  await telemetry.flush();
  const [tree] = receiver.traces.requests();
  expect(tree && spansOf(tree).map(({ name, service, kind }) => [name, service, kind])).toEqual([
    ['GET /orders', 'shop', 'server'],
    ['find', 'shop', 'internal'],
  ]);
  expect(tree?.span.startMs).toBeGreaterThanOrEqual(before - 1);
  expect(tree?.span.endMs).toBeGreaterThanOrEqual(tree?.span.startMs ?? Number.POSITIVE_INFINITY);
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
