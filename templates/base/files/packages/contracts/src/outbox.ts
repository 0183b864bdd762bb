import { type CloudEvent, type Lease, LeaseLostError, NotFoundError, type Outbox } from '@app/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrder, sampleOrderPlaced } from './samples.ts';

type Opened = {
  outbox: Outbox;
  /** Stores events as the shop does: the events of one call have one key. */
  store(events: readonly CloudEvent[]): Promise<unknown>;
  /** Stores rows as an application in another language would: `event` is the JSON of anything. */
  write(rows: readonly { readonly id: string; readonly key: string; readonly event: string }[]): Promise<void>;
  close(): Promise<void>;
};

const minute = 60_000;

/** What every home of the outbox must do. */
export function describeOutbox(name: string, open: () => Promise<Opened>): void {
  describe(`outbox on ${name}`, () => {
    let on: Opened;
    beforeAll(async () => {
      on = await open();
    });
    afterAll(() => on.close());

    async function take(holder: string): Promise<Lease> {
      const lease = await on.outbox.lease(holder, minute);
      if (!lease) throw new Error(`${holder} did not get the lease`);
      return lease;
    }

    test('twenty ask for the lease, one gets it', async () => {
      const leases = await Promise.all(Array.from({ length: 20 }, (_, i) => on.outbox.lease(`racer-${i}`, minute)));
      const [won] = leases.filter((lease) => lease !== undefined);
      expect(leases.filter(Boolean)).toHaveLength(1);
      expect(await on.outbox.lease('late', minute)).toBeUndefined();
      await on.outbox.lease(won?.holder ?? '', 0);
    });

    test('the holder renews with its fence; every new holder has a higher one', async () => {
      const first = await take('a');
      expect(await take('a')).toMatchObject({ holder: 'a', fence: first.fence });
      await on.outbox.lease('a', 0);
      const second = await take('b');
      expect(second.fence).toBeGreaterThan(first.fence);
      await on.outbox.lease('b', 0);
      // Back to the first: it must not be mistaken for its old self.
      const third = await take('a');
      expect(third.fence).toBeGreaterThan(second.fence);
      await on.outbox.lease('a', 0);
    });

    test('what is stored is pending, in order per key, until it is published', async () => {
      const orders = [sampleOrder(), sampleOrder()];
      const events = orders.map((order) => [
        sampleOrderPlaced(order),
        sampleOrderPlaced(order),
        sampleOrderPlaced(order),
      ]);
      for (const ofOrder of events) await on.store(ofOrder);
      const pending = await on.outbox.pending(100);
      for (const ofOrder of events) {
        const key = ofOrder[0]?.partitionkey;
        expect(pending.filter(({ partitionkey }) => partitionkey === key)).toEqual(ofOrder);
      }
      const lease = await take('publisher');
      const ids = events.flat().map(({ id }) => id);
      await on.outbox.published(ids.slice(0, 2), lease);
      expect((await on.outbox.pending(100)).map(({ id }) => id).toSorted()).toEqual(ids.slice(2).toSorted());
      await on.outbox.published(ids.slice(2), lease);
      expect(await on.outbox.pending(100)).toEqual([]);
      // Once more is harmless: a relay that was killed after publishing does it again.
      await on.outbox.published(ids, lease);
      await on.outbox.lease('publisher', 0);
    });

    test('pending is cut at the limit and loses nothing by it', async () => {
      const events = Array.from({ length: 7 }, () => sampleOrderPlaced());
      for (const event of events) await on.store([event]);
      const lease = await take('slow');
      const seen: string[] = [];
      for (let round = 0; round < 7 && seen.length < 7; round++) {
        const some = await on.outbox.pending(3);
        expect(some.length).toBeLessThanOrEqual(3);
        seen.push(...some.map(({ id }) => id));
        await on.outbox.published(
          some.map(({ id }) => id),
          lease,
        );
      }
      expect(seen.toSorted()).toEqual(events.map(({ id }) => id).toSorted());
      await on.outbox.lease('slow', 0);
    });

    test('a holder of yesterday cannot mark anything as published', async () => {
      const event = sampleOrderPlaced();
      await on.store([event]);
      const old = await take('old');
      await on.outbox.lease('old', 0);
      const lease = await take('new');
      await expect(on.outbox.published([event.id], old)).rejects.toThrow(LeaseLostError);
      expect((await on.outbox.pending(10)).map(({ id }) => id)).toEqual([event.id]);
      await on.outbox.published([event.id], lease);
      await on.outbox.lease('new', 0);
    });

    test('a lease that has run out is free, and its holder can no longer publish', async () => {
      const event = sampleOrderPlaced();
      await on.store([event]);
      const short = await on.outbox.lease('stalled', 1);
      if (!short) throw new Error('the lease was not free');
      let next: Lease | undefined;
      while (!next) next = await on.outbox.lease('awake', minute);
      expect(next.fence).toBeGreaterThan(short.fence);
      await expect(on.outbox.published([event.id], short)).rejects.toThrow(LeaseLostError);
      await on.outbox.published([event.id], next);
      await on.outbox.lease('awake', 0);
    });

    test('somebody else cannot give a lease back', async () => {
      const lease = await take('owner');
      expect(await on.outbox.lease('stranger', 0)).toBeUndefined();
      expect(await on.outbox.lease('stranger', minute)).toBeUndefined();
      expect(await take('owner')).toMatchObject({ fence: lease.fence });
      await on.outbox.lease('owner', 0);
    });

    test('a relay that dies between publishing and marking finds its events again, in the same order', async () => {
      const order = sampleOrder();
      const events = [sampleOrderPlaced(order), sampleOrderPlaced(order)];
      await on.store(events);
      await take('dies');
      const read = await on.outbox.pending(10);
      await on.outbox.lease('dies', 0);
      const lease = await take('lives');
      expect(await on.outbox.pending(10)).toEqual(read);
      await on.outbox.published(
        events.map(({ id }) => id),
        lease,
      );
      await on.outbox.lease('lives', 0);
    });

    /** What others may write: no object, no event, an event under another id. */
    const strange = [
      'null',
      '7',
      '"text"',
      '[1]',
      '{}',
      '{"id":7}',
      '{"id":"another"}',
      '{"id":"ä ✓ \\n","a":{"b":[null]}}',
    ];

    test('a row is answered as it was written, whatever it is, and no look fails for it', async () => {
      const event = sampleOrderPlaced();
      const rows = strange.map((text, i) => ({ id: `strange-${i}`, key: `k${i}`, event: text }));
      await on.write([...rows, { id: event.id, key: event.partitionkey, event: JSON.stringify(event) }]);
      expect(await on.outbox.rows(100)).toEqual([
        ...rows.map(({ id, event: text }) => ({ id, event: JSON.parse(text) })),
        { id: event.id, event },
      ]);
      expect(await on.outbox.pending(100)).toEqual([event]);
      const lease = await take('sorter');
      await on.outbox.published([event.id, ...rows.map(({ id }) => id)], lease);
      expect(await on.outbox.rows(100)).toEqual([]);
      await on.outbox.lease('sorter', 0);
    });

    test('a number that would become another one makes a row unreadable; others are read as they were written', async () => {
      const numbers = ['9007199254740991', '9007199254740993', '1e400', '-0.1', '12345678901234567890', '1e20'];
      await on.write(numbers.map((n) => ({ id: n, key: 'k', event: `{"id":"${n}","n":${n}}` })));
      const rows = await on.outbox.rows(100);
      expect(rows.map(({ id }) => id)).toEqual(numbers);
      const changed = rows.filter(({ unreadable }) => unreadable !== undefined);
      expect(changed.map(({ id }) => id)).toEqual(['9007199254740993', '1e400', '12345678901234567890']);
      for (const { event, unreadable } of changed)
        expect([event, unreadable]).toEqual([undefined, expect.stringContaining('n')]);
      const lease = await take('reader');
      await on.outbox.published(numbers, lease);
      await on.outbox.lease('reader', 0);
    });

    test('what is set aside waits no longer, keeps its reason, and lets the later ones of its key pass', async () => {
      const order = sampleOrder();
      const [first, bad, last] = [sampleOrderPlaced(order), sampleOrderPlaced(order), sampleOrderPlaced(order)];
      await on.store([first, bad, last]);
      await on.write([{ id: 'no event', key: 'k', event: '[]' }]);
      const lease = await take('sorter');
      await on.outbox.setAside(
        [
          { id: bad.id, reason: 'too large' },
          { id: 'no event', reason: 'not an object' },
        ],
        lease,
      );
      expect((await on.outbox.rows(100)).map(({ id }) => id)).toEqual([first.id, last.id]);
      expect(await on.outbox.aside(100)).toEqual([
        { id: bad.id, event: bad, reason: 'too large' },
        { id: 'no event', event: [], reason: 'not an object' },
      ]);
      expect((await on.outbox.aside(1)).map(({ id }) => id)).toEqual([bad.id]);
      // Once more, and of a row that is gone: a relay that died does it again.
      await on.outbox.published([first.id, last.id], lease);
      await on.outbox.setAside([{ id: first.id, reason: 'late' }], lease);
      expect(await on.outbox.aside(100)).toHaveLength(2);
      await on.outbox.lease('sorter', 0);
    });

    test('what is put back waits again, with the mended event in it, and can go out', async () => {
      const before = (await on.outbox.aside(100)).map(({ id }) => id);
      const mended = sampleOrderPlaced();
      for (const id of before) await on.outbox.putBack(id, id === 'no event' ? mended : { ...mended, id });
      expect(await on.outbox.aside(100)).toEqual([]);
      const ids = before.map((id) => (id === 'no event' ? mended.id : id));
      expect((await on.outbox.pending(100)).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      const lease = await take('publisher');
      await on.outbox.published(ids, lease);
      expect(await on.outbox.rows(100)).toEqual([]);
      await on.outbox.lease('publisher', 0);
      await expect(on.outbox.putBack('no event', mended)).rejects.toThrow(NotFoundError);
      expect(await on.outbox.rows(100)).toEqual([]);
    });

    test('a holder of yesterday cannot set anything aside', async () => {
      const event = sampleOrderPlaced();
      await on.store([event]);
      const old = await take('old');
      await on.outbox.lease('old', 0);
      const lease = await take('new');
      await expect(on.outbox.setAside([{ id: event.id, reason: 'why' }], old)).rejects.toThrow(LeaseLostError);
      expect(await on.outbox.aside(10)).toEqual([]);
      expect(await on.outbox.pending(10)).toEqual([event]);
      await on.outbox.published([event.id], lease);
      await on.outbox.lease('new', 0);
    });
  });
}
