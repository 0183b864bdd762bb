import { type CloudEvent, type Order, readJson } from '@app/core';
import { openDatabase } from '@app/database';
import { openOutbox } from '@app/outbox';
import { openStream, streamHandler } from '@app/provider';
import { putRaw } from '@app/provider/local';
import { type Check, connectConsumer, withControl } from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/local';
import { placeOrder, shopUrl } from '../shop-client.ts';

const orders = 20;

/** Puts a record that nobody can handle before the events of other orders, and looks who is held up. */
export async function poisonCheck(): Promise<Check> {
  const workshop = await startWorkshop({ off: ['relay'] });
  const { documents, close } = await openDatabase(workshop.env);
  const stubborn = stubbornConsumer();
  const connection = await connectConsumer(stubborn.consumer, workshop);
  try {
    const events = await eventsOfOrders(workshop.env, shopUrl(workshop.urls));
    const [first] = events;
    if (!first) throw new Error('no event');
    const poison = { ...first, id: `${first.id}-poison`, data: { id: first.subject } };
    await putRaw(workshop.env, { key: first.partitionkey, body: JSON.stringify(poison) });
    const stream = openStream(workshop.env);
    await stream.publish(events);
    await stream.close();

    const ids = new Set(events.map(({ subject }) => subject));
    let handled = 0;
    await workshop
      .until('all receipts are there, and the poison is in quarantine', async () => {
        const receipts = await documents.list('receipts', 1_000);
        handled = receipts.filter(({ id }) => ids.has(id)).length;
        return handled === ids.size && (await documents.list('quarantine', 10)).length > 0;
      })
      .catch(() => {});
    // The control has met the poison more than once, so that it had its chance.
    await workshop.until('the stubborn consumer has tried again', () => stubborn.tries() >= 2);
    const heldUp = events.filter(({ id }) => !stubborn.seen.has(id)).length;
    return {
      name: 'orders held up by a poison record',
      verdict: withControl(handled === ids.size, heldUp === 0),
      measured: `${ids.size - handled} of ${ids.size}`,
      needed: '0',
      control: `a consumer that tries the batch again and again holds up ${heldUp}`,
    };
  } finally {
    await connection.stop();
    await close();
    await workshop.stop();
  }
}

async function eventsOfOrders(env: Readonly<Record<string, string | undefined>>, url: string): Promise<CloudEvent[]> {
  for (let i = 0; i < orders; i++) await placeOrder(url, `Customer ${i}`);
  const outbox = await openOutbox(env);
  const events = await outbox.pending(1_000);
  await outbox.close();
  return events;
}

/** What everybody writes first: one bad record fails the batch, and the batch comes again. */
function stubbornConsumer() {
  const seen = new Set<string>();
  let tries = 0;
  const handler = streamHandler(async (records) => {
    const events = records.map(({ body }) => readJson(body) as CloudEvent<Partial<Order>>);
    if (events.some(({ data }) => data.customer === undefined)) {
      tries += 1;
      throw new Error('one record is bad');
    }
    for (const { id } of events) seen.add(id);
    return { failed: [] };
  });
  const trigger = { stream: 'orders', batchSize: 100, batchWindowSeconds: 0, retryAttempts: -1, maxAgeSeconds: -1 };
  return { consumer: { name: 'stubborn', handler, trigger, aws: { bisect: false } }, seen, tries: () => tries };
}
