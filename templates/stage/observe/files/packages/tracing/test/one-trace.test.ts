import { spansOf } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let url: string;

beforeAll(async () => {
  // Only the shop is asked here: functions behind it would start for nothing.
  workshop = await startWorkshop({ functions: ['shop'] });
  url = String(Object.values(workshop.urls)[0]);
});
afterAll(() => workshop?.stop());

function order(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      customer: { name: 'Ada', email: 'ada@example.com' },
      lines: [{ sku: 'mug', quantity: 1 }],
    }),
  });
}
const traced = (name: string) => workshop.traces.requests().filter(({ span }) => span.name === name);

test('every request is one trace, named by its route', async () => {
  for (let i = 0; i < 3; i++) {
    const { id } = (await (await order()).json()) as { id: string };
    await fetch(`${url}/orders/${id}`);
  }
  await workshop.until('all requests are seen', () => traced('GET /orders/:id').length >= 3);
  expect(traced('POST /orders')).toHaveLength(3);
  expect(traced('GET /orders/:id')).toHaveLength(3);
  const traceIds = new Set([...traced('POST /orders'), ...traced('GET /orders/:id')].map(({ span }) => span.traceId));
  expect(traceIds.size).toBe(6);
});

test('what happens inside the request stands below it', async () => {
  const [tree] = traced('POST /orders');
  if (!tree) throw new Error('no trace');
  for (const span of spansOf(tree).slice(1)) {
    if (span.links.length === 0) expect(span.traceId).toBe(tree.span.traceId);
  }
});

test('a request that comes with a trace continues it', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await order({ traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  const tree = await workshop.until('the request is seen', () =>
    traced('POST /orders').find(({ span }) => span.traceId === traceId),
  );
  expect(tree.span.parentSpanId).toBe('b7ad6b7169203331');
});
