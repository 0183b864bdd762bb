import { expect, test } from 'vitest';
import { type Shown, TraceScreen } from '../../src/dev/trace-screen.ts';
import type { TraceSpan } from '../../src/traces/otlp-span.ts';
import type { TraceTree } from '../../src/traces/trace-tree.ts';

const span = (spanId: string, more: Partial<TraceSpan> = {}): TraceSpan => ({
  traceId: 't',
  spanId,
  name: spanId,
  kind: 'server',
  service: 'shop',
  startMs: 0,
  endMs: 10,
  links: [],
  ...more,
});
const tree = (root: TraceSpan, ...children: TraceSpan[]): TraceTree => ({
  span: root,
  children: children.map((child) => ({ span: child, children: [] })),
});
const textOf = (shown: Shown[]) =>
  shown.map((one) => [one.kind, ...one.lines.map((line) => (typeof line === 'string' ? line : line.span.spanId))]);

test('a request is shown when its spans have stopped coming, and once', () => {
  const screen = new TraceScreen();
  const order = tree(span('order'));
  const grown = tree(order.span, span('relay'));
  expect(screen.look([order], 0)).toEqual([]);
  expect(screen.look([grown], 1_000)).toEqual([]);
  expect(screen.look([grown], 2_000)).toEqual([]);
  expect(textOf(screen.look([grown], 2_600))).toEqual([['tree', 'order', 'relay']]);
  expect(screen.look([grown], 9_000)).toEqual([]);
});

test('of what comes later only that is shown', () => {
  const screen = new TraceScreen();
  const order = tree(span('order'), span('relay'));
  screen.look([order], 0);
  screen.look([order], 2_000);
  const grown = tree(order.span, ...order.children.map((child) => child.span), span('invoice', { startMs: 4_000 }));
  screen.look([grown], 4_000);
  const [later] = screen.look([grown], 6_000);
  expect(later).toMatchObject({ kind: 'later', title: 'order' });
  expect(later?.lines).toEqual([
    expect.objectContaining({ text: expect.stringMatching(/^… invoice {2}\[shop\] +\+4000 ms/) }),
  ]);
});

test('six hundred requests are five ways and a sum', () => {
  const screen = new TraceScreen();
  const requests = Array.from({ length: 600 }, (_, i) => {
    const refused = i % 100 === 99;
    return tree(
      span(`r${i}`, { name: 'POST /orders', httpStatus: refused ? 409 : 201, endMs: i }),
      ...(i === 50 ? [span('mail', { error: 'no route' })] : []),
    );
  });
  screen.look(requests, 0);
  expect(screen.look(requests, 2_000)).toHaveLength(5);
  expect(textOf(screen.look(requests, 7_100))).toEqual([
    [
      'sum',
      'POST /orders  595 more requests; 201 × 589, 409 × 6; half within 302 ms, the slowest 599 ms; failed steps: 1',
    ],
  ]);
  // Of what comes later one request is shown while the load goes on, and of those in the sum nothing.
  const grown = requests.map((one) => tree(one.span, ...one.children.map((child) => child.span), span('late')));
  screen.look(grown, 8_000);
  expect(textOf(screen.look(grown, 10_000))).toEqual([['later', 'late']]);
  expect(textOf(screen.look(grown, 15_100))).toEqual([['sum', 'later: 4 more steps of requests shown before']]);
  // The next request is shown whole again.
  const next = [...grown, tree(span('next'))];
  screen.look(next, 30_000);
  expect(textOf(screen.look(next, 32_000))).toEqual([['tree', 'next']]);
});

test('a request of another name is shown whole while a load is summed up', () => {
  const screen = new TraceScreen();
  const load = Array.from({ length: 20 }, (_, i) => tree(span(`r${i}`, { name: 'GET /products' })));
  const emitted = tree(span('emit'), span('receive'));
  screen.look([...load, emitted], 0);
  expect(textOf(screen.look([...load, emitted], 2_000)).at(-1)).toEqual(['tree', 'emit', 'receive']);
});

test('a health check is no request of anybody, unless it fails', () => {
  const screen = new TraceScreen();
  const checks = [tree(span('a', { name: 'GET /health' })), tree(span('b', { name: 'GET /health', httpStatus: 503 }))];
  screen.look(checks, 0);
  expect(textOf(screen.look(checks, 2_000))).toEqual([['tree', 'b']]);
});
