import { spansOf } from '@app/local';
import { startWorkshop } from '@app/local/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOrder, shopUrl } from '../src/shop-client.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;

beforeAll(async () => {
  workshop = await startWorkshop();
});
afterAll(() => workshop?.stop());

test('one trace leads from the request over the stream to the receipt', async () => {
  await placeOrder(shopUrl(workshop.urls), 'Ada');
  const spans = await workshop.until('the receipt is in the trace of the order', () =>
    workshop.traces
      .requests()
      .filter(({ span }) => span.name === 'POST /orders')
      .map(spansOf)
      .find((found) => found.some(({ name }) => name === 'receive shop.order.placed.v1')),
  );
  const [request] = spans;
  expect(spans.map(({ name, kind, service }) => ({ name, kind, service }))).toEqual([
    { name: 'POST /orders', kind: 'server', service: request?.service },
    { name: 'publish shop.order.placed.v1', kind: 'producer', service: 'relay' },
    { name: 'receive shop.order.placed.v1', kind: 'consumer', service: 'receipt' },
  ]);
  // The stream brings batches of many requests: the consumer has a trace of its own, and a link says whose it is.
  expect(spans[1]?.traceId).toBe(request?.traceId);
  expect(spans[2]?.links).toContainEqual({ traceId: request?.traceId, spanId: request?.spanId });
});
