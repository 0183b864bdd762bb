import type { CloudEvent, Database, Order, StreamRecord } from '@app/core';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createStockLedger } from '../src/create-stock-ledger.ts';
import { salesBetween } from '../src/sold.ts';

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
let consumer: ReturnType<typeof createStockLedger>;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
  consumer = createStockLedger({ ...database, telemetry: startTelemetry('stock-ledger-test', {}) });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database?.close();
  await workshop?.stop();
});

async function mugsSold(): Promise<number> {
  const sales = await salesBetween(database.documents, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z');
  return sales
    .flatMap(({ lines }) => lines)
    .reduce((sum, { sku, quantity }) => (sku === 'mug' ? sum + quantity : sum), 0);
}

test('what an order took is counted once, however often its event comes', async () => {
  const before = await mugsSold();
  const record = recordOf(eventOf('order-1'));
  await consumer([record, record]);
  await consumer([record, recordOf(eventOf('order-2'))]);
  expect(await mugsSold()).toBe(before + 4);
});

test('an order counts on its own day', async () => {
  await consumer([recordOf(eventOf('order-3'))]);
  expect(await salesBetween(database.documents, '2026-01-01T10:00:00.001Z', '2026-01-03T00:00:00.000Z')).toEqual([]);
});

test('a record that can never be handled is put aside and holds up nobody', async () => {
  const bad = { id: 'record-bad', key: 'order-9', body: '{"hello":"world"}' };
  expect(await consumer([bad, recordOf(eventOf('order-9'))])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', 'record-bad')).toMatchObject({ key: 'order-9' });
});
