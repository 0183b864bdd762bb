import { sampleOrder, sampleOrderPlaced } from '@app/contracts';
import { ConflictError } from '@app/core';
import { openOutbox } from '@app/outbox';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOrders } from '../src/open-orders.ts';
import { lostAnswers } from './lost-answers.ts';

describe('an answer of DynamoDB that is lost', () => {
  let on: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    on = await open();
  });
  afterEach(() => on.close());

  test('a new order that was stored is saved, and its event waits once', async () => {
    const order = sampleOrder();
    const event = sampleOrderPlaced(order);
    on.lose();
    await on.orders.save(order, { events: [event], expect: 0 });
    expect(on.wasLost()).toBe(true);
    expect(await on.orders.find(order.id)).toEqual(order);
    expect(await on.outbox.pending(10)).toEqual([event]);
  });

  test('a later version that was stored is saved; the version that was read is then a conflict', async () => {
    const order = sampleOrder();
    await on.orders.save(order, { events: [], expect: 0 });
    const next = { ...order, version: 2 };
    on.lose();
    await on.orders.save(next, { events: [], expect: 1 });
    expect(on.wasLost()).toBe(true);
    await expect(on.orders.save(next, { events: [], expect: 1 })).rejects.toThrow(ConflictError);
  });

  const line = { sku: 'last', name: 'Last', unitPrice: 1, quantity: 1 };
  const available = async () => (await on.stock.list()).find(({ sku }) => sku === 'last')?.available;

  test('what is given back is counted once', async () => {
    await on.stock.put({ ...line, available: 10 });
    await on.stock.reserve([line]);
    on.lose();
    await on.stock.release([line]).catch(() => {});
    expect(on.wasLost()).toBe(true);
    expect(await available()).toBe(10);
  });

  test('what is taken is counted once, and the order is refused: too low, never sold twice', async () => {
    await on.stock.put({ ...line, available: 10 });
    on.lose();
    await expect(on.stock.reserve([line])).rejects.toThrow();
    expect(on.wasLost()).toBe(true);
    expect(await available()).toBe(9);
  });
});

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const { endpoint, lose, wasLost, close } = await lostAnswers(workshop.env.DYNAMODB_ENDPOINT ?? '');
  const [shop, outbox] = [
    await openOrders({ ...workshop.env, DYNAMODB_ENDPOINT: endpoint }),
    await openOutbox(workshop.env),
  ];
  return {
    ...shop,
    outbox,
    lose,
    wasLost,
    async close() {
      await shop.close();
      await outbox.close();
      close();
      await workshop.stop();
    },
  };
}
