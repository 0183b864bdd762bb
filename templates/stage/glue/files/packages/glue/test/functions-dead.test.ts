import { describeShopHttp } from '@app/contracts';
import { openDatabase } from '@app/database';
import { asyncFunctions, spansOf, type TraceSpan } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOrder, shopUrl } from '../src/shop-client.ts';

const functions = asyncFunctions();
let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let url: string;

beforeAll(async () => {
  // A killed relay keeps its lease for this long. A short lease lets the next relay start soon.
  process.env.RELAY_LEASE_MS = '500';
  workshop = await startWorkshop();
  url = shopUrl(workshop.urls);
});
afterAll(async () => {
  delete process.env.RELAY_LEASE_MS;
  await workshop?.stop();
});

test('while the functions live, one trace leads from the request over the stream to the receipt', async () => {
  await placeOrder(url, 'Ada');
  // Later stages have more functions that listen, and one that publishes on.
  const ofTheReceipt = ({ kind, service }: TraceSpan) =>
    (kind !== 'consumer' || service === 'receipt') && (kind !== 'producer' || service === 'relay');
  const spans = await workshop.until('the receipt is in the trace of the order', () =>
    workshop.traces
      .requests()
      .map((tree) => spansOf(tree).filter(ofTheReceipt))
      .find((found) => found.some(({ kind }) => kind === 'producer') && found.some(({ kind }) => kind === 'consumer')),
  );
  const [request] = spans;
  expect(spans.map(({ name, kind, service }) => ({ name, kind, service }))).toEqual([
    { name: 'POST /orders', kind: 'server', service: request?.service },
    { name: 'write to the outbox', kind: 'internal', service: request?.service },
    { name: 'publish shop.order.placed.v1', kind: 'producer', service: 'relay' },
    { name: 'receive shop.order.placed.v1', kind: 'consumer', service: 'receipt' },
  ]);
  // The stream brings batches of many requests: the consumer has a trace of its own, and a link says whose it is.
  const [, outbox, publish, receive] = spans;
  expect([outbox?.traceId, publish?.traceId]).toEqual([request?.traceId, request?.traceId]);
  expect(receive?.links).toContainEqual({ traceId: request?.traceId, spanId: request?.spanId });
});

describe('with every function dead', () => {
  const placed: string[] = [];

  beforeAll(async () => {
    for (const name of functions) await workshop.off(name);
  });

  describeShopHttp(() => url);

  test('orders are accepted, and wait for their receipts', async () => {
    for (let i = 0; i < 5; i++) {
      const { status, order } = await placeOrder(url, `Patient ${i}`);
      expect(status).toBe(201);
      placed.push(String(order?.id));
    }
    for (const id of placed) expect((await fetch(`${url}/orders/${id}/receipt`)).status).toBe(404);
  });

  test('they catch up when they are back', async () => {
    const before = workshop.finished();
    for (const name of functions) await workshop.on(name);
    const { documents, close } = await openDatabase(workshop.env);
    await workshop.until('all receipts are written and mailed', async () => {
      const mailed = (await documents.list('receipts', 1_000)).filter(({ document }) => document.mailedAt);
      return placed.every((order) => mailed.some(({ id }) => id === order));
    });
    for (const id of placed) expect((await fetch(`${url}/orders/${id}/receipt`)).status).toBe(200);
    // The waits of these tests count this as progress. A call ends a little later than what it wrote can be read.
    await workshop.until('a call of a function has finished', () => workshop.finished() > before);
    expect(await documents.list('quarantine', 10)).toEqual([]);
    await close();
  });
});
