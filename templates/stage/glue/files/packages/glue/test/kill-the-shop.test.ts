import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { randomFrom, seedOf } from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOrder, shopUrl } from '../src/shop-client.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;

beforeAll(async () => {
  // A killed relay keeps its lease for this long. A short lease lets the next relay start soon.
  process.env.RELAY_LEASE_MS = '500';
  workshop = await startWorkshop({ off: ['relay'] });
});
afterAll(async () => {
  delete process.env.RELAY_LEASE_MS;
  await workshop?.stop();
});

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
  await Promise.all(Array.from({ length: 2 }, customer));
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
  // Every receipt belongs to a stored order. An order whose answer was lost may have one, too.
  expect((await ids()).toSorted()).toEqual(waiting.toSorted());
  await close();
});

test('kill -9 of the relay, over and over, publishes some events twice and loses none', async () => {
  const [shop = ''] = Object.keys(workshop.urls);
  await workshop.restart(shop);
  const { documents, close } = await openDatabase(workshop.env);
  const accepted: string[] = [];
  for (let i = 0; i < 2; i++) {
    const orders = await Promise.all(Array.from({ length: 15 }, () => placeOrder(shopUrl(workshop.urls), 'Ada')));
    const ids = orders.map(({ order }) => String(order?.id));
    accepted.push(...ids);
    // As soon as one is through, the relay is in the middle of the others.
    await workshop.until('one receipt is there', async () =>
      (await documents.list('receipts', 1_000)).some(({ id }) => ids.includes(id)),
    );
    await workshop.kill('relay');
  }
  await workshop.until('every accepted order has its receipt', async () => {
    const mailed = (await documents.list('receipts', 1_000)).filter(({ document }) => document.mailedAt);
    return accepted.every((order) => mailed.some(({ id }) => id === order));
  });
  await close();
});
