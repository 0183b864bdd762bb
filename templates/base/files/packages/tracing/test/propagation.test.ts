import { setImmediate as turn } from 'node:timers/promises';
import { context, trace } from '@opentelemetry/api';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { createTelemetry } from '../src/index.ts';
import { openEndpoint } from './otlp-endpoint.ts';

type Span = {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  links: { traceId: string; spanId: string }[];
  attributes: object[];
};

let spans: Span[] = [];
const endpoint = await openEndpoint(({ body, answer }) => {
  spans.push(...JSON.parse(body).resourceSpans[0].scopeSpans[0].spans);
  answer();
});
// Another file may have registered itself before.
trace.disable();
context.disable();
const telemetry = createTelemetry({
  serviceName: 'test',
  target: { url: endpoint.url, headers: () => ({}) },
  withoutTarget: '',
});
beforeEach(() => {
  spans = [];
});
afterAll(() => endpoint.close());

/** A flush waits for no slow endpoint, and on a busy machine every endpoint is slow. */
async function sent(): Promise<void> {
  await telemetry.flush();
  await vi.waitUntil(() => spans.length > 0, { timeout: 60_000 });
}

const caller = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'vendor=1',
};

/** The module as a new process sees it: it says some things once. */
function anew(): Promise<typeof import('../src/index.ts')> {
  vi.resetModules();
  return import('../src/index.ts');
}

const named = (name: string) => spans.find((span) => span.name === name);

test('a span inside a span is its child, also behind promises', async () => {
  await telemetry.span('outer', {}, async () => {
    await turn();
    await telemetry.span('inner', {}, () => turn());
  });
  await sent();
  expect(named('inner')?.parentSpanId).toBe(named('outer')?.spanId);
  expect(named('outer')?.parentSpanId).toBeUndefined();
});

test('a request continues the trace of its caller', async () => {
  await telemetry.span('request', { kind: 'server', parent: caller }, () => {});
  await sent();
  expect(named('request')).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
    kind: 2,
  });
});

test('what inject gives leads a consumer back to the request, by a link', async () => {
  const event = await telemetry.span('request', { kind: 'server', parent: caller }, () => telemetry.inject());
  expect(event.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
  expect(event.tracestate).toBe('vendor=1');

  await telemetry.invocation('receipt', () => telemetry.linked(event, 'handle', () => {}));
  await sent();
  const handle = named('handle');
  expect(handle?.links).toMatchObject([{ traceId: named('request')?.traceId, spanId: named('request')?.spanId }]);
  expect(handle?.kind).toBe(5);
  expect(handle?.parentSpanId).toBe(named('receipt')?.spanId);
  expect(handle?.traceId).not.toBe(named('request')?.traceId);
});

test('there is nothing to inject outside of a span', () => {
  expect(telemetry.inject()).toEqual({});
});

test.each([
  ['nothing', undefined],
  ['no traceparent', 'hello'],
  ['zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
  ['upper case', caller.traceparent.toUpperCase()],
  ['the forbidden version', caller.traceparent.replace(/^00/, 'ff')],
  ['a fifth field in version 00', `${caller.traceparent}-more`],
])('a carrier with %s costs nothing but the link', async (_, traceparent) => {
  await telemetry.linked({ traceparent }, 'alone', () => {});
  await sent();
  expect(named('alone')?.links).toEqual([]);
});

test('attributes keep their types', async () => {
  const attributes = { text: 'a', count: 3, ratio: 0.5, yes: true, list: ['x', 'y'] };
  await telemetry.span('typed', { attributes }, () => {});
  await sent();
  expect(named('typed')?.attributes).toEqual([
    { key: 'text', value: { stringValue: 'a' } },
    { key: 'count', value: { intValue: 3 } },
    { key: 'ratio', value: { doubleValue: 0.5 } },
    { key: 'yes', value: { boolValue: true } },
    { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }, { stringValue: 'y' }] } } },
  ]);
});

test('a library with spans of its own joins in', async () => {
  await telemetry.span('ours', {}, () => {
    trace.getTracer('library').startSpan('theirs').end();
  });
  await sent();
  expect(named('theirs')?.parentSpanId).toBe(named('ours')?.spanId);
});

test('without a target the work runs, the caller is passed on, and it is said once', async () => {
  trace.disable();
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  const settings = { serviceName: 'test', target: undefined, withoutTarget: 'nothing is set' };
  const fresh = await anew();
  const silent = fresh.createTelemetry(settings);
  fresh.createTelemetry(settings);
  expect(info.mock.calls).toEqual([['telemetry: no traces are sent: nothing is set']]);
  const passed = await silent.span('request', { parent: caller }, () => silent.inject());
  expect(passed.traceparent).toBe(caller.traceparent);
  expect(await silent.invocation('work', () => 1)).toBe(1);
  await silent.close();
  info.mockRestore();
});
