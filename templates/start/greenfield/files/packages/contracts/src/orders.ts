import { ConflictError, type Orders, type Outbox } from '@app/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrder, sampleOrderPlaced, unstorable } from './samples.ts';

type Opened = { orders: Orders; outbox: Outbox; close(): Promise<void> };

/** What every home of `Orders` must do. */
export function describeOrders(name: string, open: () => Promise<Opened>): void {
  describe(`orders on ${name}`, () => {
    let on: Opened;
    beforeAll(async () => {
      on = await open();
    });
    afterAll(() => on.close());

    const pendingOf = async (id: string) =>
      (await on.outbox.pending(1_000)).filter(({ partitionkey }) => partitionkey === id).map((event) => event.id);

    test('an order that is saved is found, whole', async () => {
      const order = sampleOrder();
      await on.orders.save(order, { events: [], expect: 0 });
      expect(await on.orders.find(order.id)).toEqual(order);
      for (const id of ['none', 'a\0b', 'x'.repeat(5_000)]) expect(await on.orders.find(id)).toBeUndefined();
    });

    test('its events are stored with it', async () => {
      const order = sampleOrder();
      const events = [sampleOrderPlaced(order), sampleOrderPlaced(order)];
      await on.orders.save(order, { events, expect: 0 });
      expect(await pendingOf(order.id)).toEqual(events.map(({ id }) => id));
    });

    test('a save that conflicts stores neither the order nor its events', async () => {
      const order = sampleOrder();
      await on.orders.save(order, { events: [], expect: 0 });
      const again = { ...order, total: 1 };
      const save = on.orders.save(again, { events: [sampleOrderPlaced(again)], expect: 0 });
      await expect(save).rejects.toThrow(ConflictError);
      expect(await on.orders.find(order.id)).toEqual(order);
      expect(await pendingOf(order.id)).toEqual([]);
    });

    test('an event that cannot be stored takes the order with it, new or not', async () => {
      const order = sampleOrder();
      const broken = { ...sampleOrderPlaced(order), data: { note: unstorable } };
      const save = (version: number) =>
        on.orders.save({ ...order, version }, { events: [broken], expect: version - 1 });
      await expect(save(1)).rejects.toThrow();
      expect(await on.orders.find(order.id)).toBeUndefined();
      await on.orders.save(order, { events: [], expect: 0 });
      await expect(save(2)).rejects.toThrow();
      expect(await on.orders.find(order.id)).toEqual(order);
      expect(await pendingOf(order.id)).toEqual([]);
    });

    test('a later version keeps the events that are still pending', async () => {
      const order = sampleOrder();
      const [first, second] = [sampleOrderPlaced(order), sampleOrderPlaced(order)];
      await on.orders.save(order, { events: [first], expect: 0 });
      await on.orders.save({ ...order, version: 2 }, { events: [second], expect: 1 });
      expect(await pendingOf(order.id)).toEqual([first.id, second.id]);
    });

    test('ten writers of one version: one wins', async () => {
      const order = sampleOrder();
      const saves = await Promise.allSettled(
        Array.from({ length: 10 }, (_, i) =>
          on.orders.save({ ...order, total: i }, { events: [sampleOrderPlaced(order)], expect: 0 }),
        ),
      );
      expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await pendingOf(order.id)).toHaveLength(1);
    });

    test('search looks at names, e-mail, id and lines, newest first, whatever the case', async () => {
      const word = `w${Math.random().toString(36).slice(2)}`;
      const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
      const orders = [
        sampleOrder({ customer: { name: `Ms ${word.toUpperCase()}`, email: 'a@example.com' }, placedAt: at(1) }),
        sampleOrder({ customer: { name: 'B', email: `${word}@example.com` }, placedAt: at(2) }),
        sampleOrder({ lines: [{ sku: 's', name: `A ${word}`, quantity: 1, unitPrice: 1 }], placedAt: at(3) }),
      ];
      for (const order of orders) await on.orders.save(order, { events: [], expect: 0 });
      const ids = orders.map(({ id }) => id).reverse();
      expect((await on.orders.search(word, 10)).map(({ id }) => id)).toEqual(ids);
      expect((await on.orders.search(word, 2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
      expect((await on.orders.search(orders[0]?.id ?? '', 10)).map(({ id }) => id)).toEqual([orders[0]?.id]);
      // A percent sign is a letter here, not "anything".
      expect(await on.orders.search(`${word}%`, 10)).toEqual([]);
    });
  });
}
