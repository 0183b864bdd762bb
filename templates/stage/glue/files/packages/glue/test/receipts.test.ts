import type { CloudEvent } from '@app/core';
import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { openStream } from '@app/provider';
import { putRaw } from '@app/provider/local';
import { randomFrom, seedOf, shuffled } from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOrder, shopUrl } from '../src/shop-client.ts';

describe('receipts of orders placed over HTTP', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;
  let database: Awaited<ReturnType<typeof openDatabase>>;

  beforeAll(async () => {
    workshop = await startWorkshop({ off: ['relay'] });
    database = await openDatabase(workshop.env);
  });
  afterAll(async () => {
    await database?.close();
    await workshop?.stop();
  });

  /** Places orders and answers their events, which the test publishes in its own way. */
  async function eventsOfNewOrders(count: number): Promise<CloudEvent[]> {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(String((await placeOrder(shopUrl(workshop.urls), 'Ada')).order?.id));
    const outbox = await openOutbox(workshop.env);
    const events = (await outbox.pending(1_000)).filter((event) => ids.includes(event.subject));
    await outbox.close();
    expect(events).toHaveLength(count);
    return events;
  }

  const poison = (event: CloudEvent) =>
    putRaw(workshop.env, { key: event.partitionkey, body: JSON.stringify({ ...event, data: { id: event.subject } }) });
  const receiptsOf = async (events: readonly CloudEvent[]) =>
    (await database.documents.list('receipts', 1_000)).filter(({ id }) => events.some(({ subject }) => subject === id));
  const mailsOf = ({ subject }: CloudEvent) =>
    workshop.lines.filter((line) => line.includes('Your receipt') && line.includes(subject));

  test('are exactly one row each, although records come twice, out of order, and one is poison', async () => {
    const seed = seedOf(process.env);
    console.info(`seed ${seed}: repeat with SEED=${seed}`);
    const random = randomFrom(seed);
    const events = await eventsOfNewOrders(8);
    const [first] = events;
    if (!first) throw new Error('no event');
    const stream = openStream(workshop.env);
    for (const event of shuffled([...events, ...events, ...events], random)) {
      if (random() < 0.1) await poison(first);
      await stream.publish([event]);
    }
    await poison(first);
    await stream.close();

    await workshop.until('the last record is in quarantine and all mails are sent', async () => {
      const receipts = await receiptsOf(events);
      const poisoned = await database.documents.list('quarantine', 100);
      return poisoned.length > 0 && receipts.length === 8 && receipts.every(({ document }) => document.saidAt);
    });
    const receipts = await receiptsOf(events);
    expect(receipts.map(({ document }) => document.eventId).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    for (const event of events) expect(mailsOf(event)).toHaveLength(1);
  });

  test('come for all other keys while a poison record of one key goes to quarantine', async () => {
    const [bad, ...good] = await eventsOfNewOrders(4);
    if (!bad) throw new Error('no event');
    await poison(bad);
    const stream = openStream(workshop.env);
    await stream.publish([...good, bad]);
    await stream.close();
    // The key of the poison record goes on too, because no wait can repair the record.
    await workshop.until('all receipts are there', async () => (await receiptsOf([bad, ...good])).length === 4);
    const quarantine = await database.documents.list('quarantine', 100);
    expect(quarantine.filter(({ document }) => document.key === bad.partitionkey)).toEqual([
      { id: expect.any(String), document: expect.objectContaining({ reason: expect.stringContaining('customer') }) },
    ]);
  });
});
