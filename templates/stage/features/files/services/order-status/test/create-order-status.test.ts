import type { BatchConsumer, CloudEvent, Documents, Order, StreamRecord } from '@app/core';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createOrderStatus } from '../src/create-order-status.ts';

const telemetry = startTelemetry('order-status-test', {});

function placed(id: string): CloudEvent<Order> {
  const order: Order = {
    id,
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 }],
    currency: 'EUR',
    total: 2500,
    placedAt: '2026-01-02T03:04:05.000Z',
    version: 1,
  };
  return makeEvent('shop.order.placed.v1', { subject: id, data: order });
}

let sequence = 0;
function recordOf(event: CloudEvent): StreamRecord {
  sequence += 1;
  return { id: `record-${sequence}`, key: event.partitionkey, body: JSON.stringify(event) };
}

describe('the projection of an order', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let documents: Documents;
  let consume: BatchConsumer;

  beforeAll(async () => {
    workshop = await startWorkshop({ functions: [], services: false });
    database = await openDatabase(workshop.env);
    documents = database.documents;
    consume = createOrderStatus({ effects: database.effects, documents, telemetry });
  });
  afterAll(async () => {
    await database?.close();
    await workshop?.stop();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('holds what the page shows, and no address', async () => {
    const event = placed('order-1');
    expect(await consume([recordOf(event)])).toEqual({ failed: [] });
    expect(await documents.find('order-status', 'order-1')).toEqual({
      id: 'order-1',
      customerName: 'Ada',
      lines: [{ name: 'Mug', quantity: 2, unitPrice: 1250 }],
      currency: 'EUR',
      total: 2500,
      placedAt: '2026-01-02T03:04:05.000Z',
      eventId: event.id,
    });
  });

  test('is not touched by an event that comes again', async () => {
    const event = placed('order-2');
    await consume([recordOf(event)]);
    await documents.patch('order-status', 'order-2', { note: 'later' });
    expect(await consume([recordOf(event), recordOf(event)])).toEqual({ failed: [] });
    expect(await documents.find('order-status', 'order-2')).toMatchObject({ note: 'later' });
  });

  test('comes again when the database is away, and holds up no other order', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const away = createOrderStatus({
      documents,
      telemetry,
      effects: {
        once: (key, change) =>
          change.id === 'order-3'
            ? Promise.reject(new Error('the database is away'))
            : database.effects.once(key, change),
      },
    });
    const [third, fourth] = [recordOf(placed('order-3')), recordOf(placed('order-4'))];
    expect(await away([third, fourth])).toEqual({ failed: [third.id] });
    expect(await documents.find('order-status', 'order-4')).toBeDefined();
    expect(await consume([third])).toEqual({ failed: [] });
    expect(await documents.find('order-status', 'order-3')).toBeDefined();
  });

  test.each([
    ['is not JSON', 'not JSON'],
    ['lacks what the page needs', JSON.stringify({ ...placed('order-9'), data: { id: 'order-9' } })],
  ])('puts a record aside that %s, and goes on', async (_, body) => {
    vi.spyOn(console, 'error').mockReturnValue();
    const bad = { id: `bad-${body.length}`, key: 'order-9', body };
    expect(await consume([bad, recordOf(placed('order-5'))])).toEqual({ failed: [] });
    expect(await documents.find('quarantine', bad.id)).toEqual({ key: 'order-9', body, reason: expect.any(String) });
  });
});
