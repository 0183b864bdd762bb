import { describeOutbox } from '@app/contracts';
import { createPool, transaction } from '@app/sql';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { insertEvents, openOutbox } from '../src/index.ts';
import { writeRows } from '../src/local.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const env = { ...workshop.env, DATABASE_POOL: '8' };
  const [outbox, pool] = [await openOutbox(env), createPool(env)];
  return {
    outbox,
    pool,
    store: (events: Parameters<typeof insertEvents>[1]) => transaction(pool, (client) => insertEvents(client, events)),
    write: (rows: Parameters<typeof writeRows>[1]) => writeRows(env, rows),
    async close() {
      await outbox.close();
      await pool.end();
      await workshop.stop();
    },
  };
}

describeOutbox('SQL', open);

test('events of a transaction that is rolled back were never there', async () => {
  const { outbox, pool, close } = await open();
  const { makeEvent } = await import('@app/events');
  const data = {
    id: 'x',
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPrice: 1 }],
    currency: 'EUR',
    total: 1,
    placedAt: '2026-01-01T00:00:00.000Z',
    version: 1,
  };
  const failing = transaction(pool, async (client) => {
    await insertEvents(client, [makeEvent('shop.order.placed.v1', { subject: 'x', data })]);
    throw new Error('out of stock');
  });
  await expect(failing).rejects.toThrow('out of stock');
  expect(await outbox.pending(10)).toEqual([]);
  await close();
});
