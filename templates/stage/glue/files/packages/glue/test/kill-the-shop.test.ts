import { openDatabase } from '@app/database';
import { startWorkshop } from '@app/local/testing';
import { openOutbox } from '@app/outbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomFrom, seedOf } from '../src/random.ts';
import { placeOrder, shopUrl } from '../src/shop-client.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;

beforeAll(async () => {
  workshop = await startWorkshop({ off: ['relay'] });
});
afterAll(() => workshop?.stop());

test('kill -9 of the shop between commit and publish loses no event', async () => {
  const seed = seedOf(process.env);
  const random = randomFrom(seed);
  console.info(`seed ${seed}: repeat with SEED=${seed}`);
  const url = shopUrl(workshop.urls);
  const [shop = ''] = Object.keys(workshop.urls);

  // Customers order without a pause; the shop dies in the middle of them. What was answered with 201 was promised.
  const accepted: string[] = [];
  const killAfter = 10 + Math.floor(random() * 20);
  const customer = async () => {
    for (;;) {
      const { order } = await placeOrder(url, 'Ada').catch(() => ({ order: undefined }));
      if (!order) return;
      accepted.push(order.id);
      if (accepted.length === killAfter) await workshop.kill(shop);
      if (accepted.length >= killAfter) return;
    }
  };
  await Promise.all(Array.from({ length: 4 }, customer));
  expect(accepted.length).toBeGreaterThanOrEqual(killAfter);

  // The shop is gone, nothing was published: all of it waits in the outbox.
  const outbox = await openOutbox(workshop.env);
  const waiting = (await outbox.pending(1_000)).map((event) => event.subject);
  await outbox.close();
  expect(waiting).toEqual(expect.arrayContaining(accepted));

  await workshop.on('relay');
  const { documents, close } = await openDatabase(workshop.env);
  const ids = async () => (await documents.list('receipts', 1_000)).map(({ id }) => id);
  await workshop.until('every accepted order has its receipt', async () => {
    const written = await ids();
    return accepted.every((id) => written.includes(id));
  });
  // Not one receipt for an order that was not stored: an order whose answer was lost may be there, nothing else.
  expect((await ids()).toSorted()).toEqual(waiting.toSorted());
  await close();
});
