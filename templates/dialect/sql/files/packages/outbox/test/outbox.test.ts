import { randomBytes } from 'node:crypto';
import { describeOutbox } from '@app/contracts';
import { openDb } from '@app/sql';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { insertEvents, openOutbox } from '../src/index.ts';
import { writeRows } from '../src/local.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const env = { ...workshop.env, DATABASE_POOL: '8' };
  const [outbox, db] = [await openOutbox(env), openDb(env)];
  return {
    env,
    outbox,
    db,
    store: (events: Parameters<typeof insertEvents>[1]) => db.write((transaction) => insertEvents(transaction, events)),
    write: (rows: Parameters<typeof writeRows>[1]) => writeRows(env, rows),
    async close() {
      await outbox.close();
      await db.close();
      await workshop.stop();
    },
  };
}

describeOutbox('SQL', open);

test('events of a transaction that is rolled back were never there', async () => {
  const { outbox, db, close } = await open();
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
  const failing = db.write(async (transaction) => {
    await insertEvents(transaction, [makeEvent('shop.order.placed.v1', { subject: 'x', data })]);
    throw new Error('out of stock');
  });
  await expect(failing).rejects.toThrow('out of stock');
  expect(await outbox.pending(10)).toEqual([]);
  await close();
});

test('a look reads what a small function can hold: what is too large comes without its event, and the rest in turn', async () => {
  const { env, write, close } = await open();
  const outbox = await openOutbox(env, { mostBytes: 160_000 });
  // Random letters: what repeats is stored in less than its size.
  const event = (id: string, bytes: number) => JSON.stringify({ id, text: randomBytes(bytes / 2).toString('hex') });
  const sizes = { a: 70_000, b: 170_000, c: 80_000, d: 50_000 };
  await write([
    ...Object.entries(sizes).map(([id, bytes]) => ({ id, key: 'k', event: event(id, bytes) })),
    { id: 'repeated', key: 'k', event: JSON.stringify({ text: 'x'.repeat(1_000_000) }) },
  ]);
  const lease = await outbox.lease('small', 60_000);
  if (!lease) throw new Error('the lease was not free');
  const look = async () => (await outbox.rows(10)).map(({ id, event: read }) => [id, read !== undefined]);

  expect(await look()).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
  ]);
  expect((await outbox.rows(2))[1]).toEqual({
    id: 'b',
    event: undefined,
    unreadable: expect.stringMatching(/^is 17\d{4} bytes/),
  });
  await outbox.published(['a', 'c'], lease);
  await outbox.setAside([{ id: 'b', reason: 'too large' }], lease);
  expect(await look()).toEqual([
    ['d', true],
    ['repeated', false],
  ]);
  expect(await outbox.aside(10)).toMatchObject([{ id: 'b', event: undefined, reason: 'too large' }]);
  await outbox.close();
  await close();
});
