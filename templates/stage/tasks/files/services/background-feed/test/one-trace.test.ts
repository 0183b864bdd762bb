import { orderEvent } from '@app/contracts/samples';
import { openStream } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { spansOf } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
beforeAll(async () => {
  workshop = await startWorkshop({ functions: ['background-feed'], services: false });
});
afterAll(() => workshop?.stop());

test("the hop from stream to stream stands in the order's own trace, and what is published below what was received", async () => {
  const telemetry = startTelemetry('the-shop', workshop.env);
  const stream = openStream(workshop.env);
  await telemetry.span('POST /orders', { kind: 'server' }, async () => {
    await stream.publish([{ ...orderEvent('order-1'), ...telemetry.inject() }]);
  });
  const hop = await workshop.until('the feed is seen', () => {
    const [tree] = workshop.traces.requests();
    const seen = tree ? spansOf(tree).filter(({ service }) => service === 'background-feed') : [];
    return seen.length >= 2 && { order: tree?.span.traceId, seen };
  });
  const receive = hop.seen.find(({ kind }) => kind === 'consumer');
  const publish = hop.seen.find(({ kind }) => kind === 'producer');
  expect(publish?.links).toEqual([{ traceId: receive?.traceId, spanId: receive?.spanId }]);
  const told = hop.seen.map(({ kind, name, traceId, links }) => ({
    kind,
    name,
    ofTheOrder: traceId === hop.order || links.some((link) => link.traceId === hop.order),
  }));
  expect(told.sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'consumer', name: 'receive shop.order.placed.v1', ofTheOrder: true },
    { kind: 'producer', name: 'publish shop.order.placed.v1', ofTheOrder: true },
  ]);
  await stream.close();
  await telemetry.close();
});
