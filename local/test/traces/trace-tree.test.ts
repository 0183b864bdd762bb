import { expect, test } from 'vitest';
import type { TraceSpan } from '../../src/traces/otlp-span.ts';
import { printTree } from '../../src/traces/print-tree.ts';
import { sizeOf, spansOf, TraceStore, type TraceTree } from '../../src/traces/trace-tree.ts';

function span(id: string, more: Partial<TraceSpan> = {}): TraceSpan {
  const [traceId = '', spanId = ''] = id.split('/');
  return { traceId, spanId, name: id, kind: 'internal', service: 'shop', startMs: 0, endMs: 1, links: [], ...more };
}
const link = (id: string) => ({ traceId: id.split('/')[0] ?? '', spanId: id.split('/')[1] ?? '' });
const only = (store: TraceStore): TraceTree => {
  const [tree] = store.requests();
  if (!tree) throw new Error('there is no tree');
  return tree;
};

const request = span('t1/request', { kind: 'server', name: 'POST /orders', endMs: 12.34, httpStatus: 201 });
const outbox = span('t1/outbox', { parentSpanId: 'request', name: 'outbox', startMs: 2, endMs: 4 });
const relay = span('t2/relay', { service: 'relay', startMs: 30, endMs: 50 });
const publish = span('t2/publish', {
  parentSpanId: 'relay',
  kind: 'producer',
  service: 'relay',
  notes: ['held back'],
  links: [link('t1/request')],
  startMs: 40,
  endMs: 45,
});
const receive = span('t3/receive', {
  parentSpanId: 'batch',
  kind: 'consumer',
  service: 'receipt',
  links: [link('t1/request')],
  startMs: 60,
  endMs: 80,
});
const mail = span('t3/mail', {
  parentSpanId: 'receive',
  service: 'receipt',
  startMs: 70,
  endMs: 79,
  error: 'no route',
});
const all = [request, outbox, relay, publish, receive, mail];

test('a request and all that came of it are one tree, across three traces', () => {
  const store = new TraceStore();
  store.add(all);
  expect(store.requests()).toHaveLength(1);
  expect(printTree(only(store))).toEqual([
    'POST /orders  [shop]          +0 ms    12.3 ms  201',
    '├─ outbox  [shop]             +2 ms     2.0 ms  ok',
    '├─ t2/publish  [relay]       +40 ms     5.0 ms  ok, held back',
    '└─ t3/receive  [receipt]     +60 ms    20.0 ms  ok',
    '   └─ t3/mail  [receipt]     +70 ms     9.0 ms  failed: no route',
  ]);
});

test.each([
  [{ httpStatus: 409 }, '409 refused'],
  [{ httpStatus: 503 }, '503 failed'],
  [{ error: 'no database' }, 'failed: no database'],
])('a request that ended with %o says so', (end, says) => {
  const store = new TraceStore();
  store.add([{ ...request, httpStatus: undefined, ...end } as TraceSpan]);
  expect(printTree(only(store))).toEqual([expect.stringMatching(new RegExp(`ms  ${says}$`))]);
});

test('the order in which spans arrive does not matter', () => {
  const store = new TraceStore();
  for (const one of all.toReversed()) store.add([one]);
  expect(spansOf(only(store)).map(({ name }) => name)).toEqual([
    'POST /orders',
    'outbox',
    't2/publish',
    't3/receive',
    't3/mail',
  ]);
});

test('without its links the way ends at the first hop: the control of the test above', () => {
  const store = new TraceStore();
  store.add(all.map((one) => ({ ...one, links: [] })));
  expect(sizeOf(only(store))).toBe(2);
});

test('a span that came twice is shown once', () => {
  const store = new TraceStore();
  store.add(all);
  store.add(all);
  expect(sizeOf(only(store))).toBe(5);
});

test('spans that link in a circle end', () => {
  const store = new TraceStore();
  store.add([
    request,
    span('t4/a', { links: [link('t1/request'), link('t4/b')] }),
    span('t4/b', { links: [link('t4/a')] }),
  ]);
  expect(sizeOf(only(store))).toBe(3);
});

test('a request whose caller is not known here is a root', () => {
  const store = new TraceStore();
  store.add([span('t1/request', { kind: 'server', parentSpanId: 'elsewhere' })]);
  expect(store.requests()).toHaveLength(1);
});

test('the oldest spans are forgotten', () => {
  const store = new TraceStore(3);
  for (let i = 0; i < 10; i += 1) store.add([span(`t${i}/request`, { kind: 'server', startMs: i })]);
  expect(store.requests().map(({ span: { name } }) => name)).toEqual(['t7/request', 't8/request', 't9/request']);
});
