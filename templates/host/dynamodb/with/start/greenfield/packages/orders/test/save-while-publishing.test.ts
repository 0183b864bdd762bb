import { EventEmitter, once } from 'node:events';
import { sampleOrder, sampleOrderPlaced } from '@app/contracts';
import { openOutbox } from '@app/outbox';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { openOrders } from '../src/open-orders.ts';

const saves = 60;

test('a save while the events of the last one are taken out strands no event', async () => {
  const workshop = await startWorkshop({ functions: [], services: false });
  const [{ orders, close }, outbox] = [await openOrders(workshop.env), await openOutbox(workshop.env)];
  const lease = await outbox.lease('relay', 60_000);
  if (!lease) throw new Error('no lease');
  const order = sampleOrder();
  const stored: string[] = [];
  const seen: string[] = [];
  const looks = new EventEmitter();

  async function save(): Promise<void> {
    for (let version = 1; version <= saves; version++) {
      const event = sampleOrderPlaced(order);
      const look = once(looks, event.id);
      await orders.save({ ...order, version }, { events: [event], expect: version - 1 });
      stored.push(event.id);
      // The next save begins just when this event is about to be taken out.
      await look;
    }
  }

  async function publish(current: NonNullable<typeof lease>): Promise<void> {
    while (seen.length < saves) {
      const storedBefore = stored.length;
      const ids = (await outbox.pending(100)).map(({ id }) => id);
      seen.push(...ids);
      if (seen.length < storedBefore) throw new Error(`event ${seen.length + 1} was stored and is not pending`);
      for (const id of ids) looks.emit(id);
      await outbox.published(ids, current);
    }
  }

  try {
    await Promise.all([save(), publish(lease)]);
    expect(seen).toEqual(stored);
    expect(await outbox.pending(10)).toEqual([]);
  } finally {
    await close();
    await outbox.close();
    await workshop.stop();
  }
});
