import type { CloudEvent, Database, Order, StreamRecord } from '@app/core';
import { searchOrders } from '@app/core/order-search';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSearchIndex } from '../src/create-search-index.ts';

const orderOf = (id: string): Order => ({
  id,
  customer: { name: `Customer of ${id}`, email: `${id}@example.com` },
  lines: [{ sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 }],
  currency: 'EUR',
  total: 2500,
  placedAt: '2026-01-01T10:00:00.000Z',
  version: 1,
});
const eventOf = (id: string) => makeEvent('shop.order.placed.v1', { subject: id, data: orderOf(id) });
const recordOf = (event: CloudEvent): StreamRecord => ({
  id: `record-${event.id}`,
  key: event.partitionkey,
  body: JSON.stringify(event),
});

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Database;
let consumer: ReturnType<typeof createSearchIndex>;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
  consumer = createSearchIndex({ ...database, telemetry: startTelemetry('search-index-test', {}) });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database?.close();
  await workshop?.stop();
});

test('an order is found by what is written on it, however often its event comes', async () => {
  const record = recordOf(eventOf('order-1'));
  await consumer([record, record]);
  await consumer([record]);
  for (const text of ['order-1', 'ORDER-1@example.com', 'customer of order-1']) {
    expect(await searchOrders(database.documents, text, 10), text).toEqual(['order-1']);
  }
});

test('a record that can never be handled is put aside and holds up nobody', async () => {
  const bad = { id: 'record-bad', key: 'order-9', body: '{"hello":"world"}' };
  expect(await consumer([bad, recordOf(eventOf('order-9'))])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', 'record-bad')).toMatchObject({ key: 'order-9' });
});
