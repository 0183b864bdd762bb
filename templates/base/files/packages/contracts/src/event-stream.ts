import type { CloudEvent, EventStream } from '@app/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleOrderPlaced } from './samples.ts';

/** What lies on the stream: the bytes of one record, and the key it was put under. */
type Stored = { readonly key: string; readonly bytes: Uint8Array };

type Opened = {
  stream: EventStream;
  /** How many bytes one record can have, and one call of the service. */
  limits: { readonly record: number; readonly call: number };
  /** All that lies on the stream; what has one key in the order in which it was put. */
  stored(): Promise<readonly Stored[]>;
  /** The service refuses records of this key, so many times, and takes the others of the same call. */
  refuse(key: string, times: number): void;
  /** The service says of every call with a record of this key that it is not valid. */
  makeInvalid(key: string): void;
  /** The service takes the next so many calls, and nobody hears of it. */
  loseAnswers(calls: number): void;
  close(): Promise<void>;
};

const forever = Number.POSITIVE_INFINITY;

/** What every way to the stream must do. */
export function describeEventStream(name: string, open: () => Promise<Opened>): void {
  describe(`event stream on ${name}`, () => {
    let on: Opened;
    beforeAll(async () => {
      on = await open();
    });
    afterAll(() => on.close());

    /** Events of these keys, in this order. */
    const eventsOf = (...keys: string[]): CloudEvent[] =>
      keys.map((partitionkey) => ({ ...sampleOrderPlaced(), partitionkey }));
    const idsOf = (events: readonly CloudEvent[]) => events.map(({ id }) => id);
    const read = ({ bytes }: Stored) => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const storedUnder = async (key: string): Promise<CloudEvent[]> =>
      (await on.stored()).filter((record) => record.key === key).map(read);
    const storedIds = async (key: string) => idsOf(await storedUnder(key));

    test('an event is stored whole, under its key', async () => {
      const [event] = eventsOf('ключ/ä');
      if (!event) throw new Error('no event');
      const odd = { ...event, data: { text: 'ä ✓ 🍵 "quoted"\n', n: -1.5, none: null } };
      expect(await on.stream.publish([odd])).toEqual({ failed: [] });
      expect(await storedUnder('ключ/ä')).toEqual([odd]);
    });

    test('no events are nothing to do', async () => {
      const before = (await on.stored()).length;
      expect(await on.stream.publish([])).toEqual({ failed: [] });
      expect(await on.stored()).toHaveLength(before);
    });

    test('the order of a key stays, in one batch and from one to the next', async () => {
      const first = eventsOf('o1', 'o2', 'o1', 'o1', 'o2');
      const second = eventsOf('o2', 'o1', 'o2');
      expect(await on.stream.publish(first)).toEqual({ failed: [] });
      expect(await on.stream.publish(second)).toEqual({ failed: [] });
      for (const key of ['o1', 'o2']) {
        const ofKey = [...first, ...second].filter(({ partitionkey }) => partitionkey === key);
        expect(await storedIds(key)).toEqual(idsOf(ofKey));
      }
    });

    test('more events than one call takes are stored once each', async () => {
      const keys = Array.from({ length: 1_200 }, (_, i) => `many${i % 700}`);
      const events = eventsOf(...keys);
      expect(await on.stream.publish(events)).toEqual({ failed: [] });
      const stored = (await on.stored()).filter(({ key }) => key.startsWith('many')).map(read);
      expect(idsOf(stored).toSorted()).toEqual(idsOf(events).toSorted());
      expect(await storedIds('many3')).toEqual([events[3]?.id, events[703]?.id]);
    });

    test('more bytes than one call takes are stored once each', async () => {
      const large = Math.floor(on.limits.record * 0.9);
      const count = Math.ceil(on.limits.call / large) + 1;
      const events = eventsOf(...Array.from({ length: count }, (_, i) => `large${i}`));
      const data = 'x'.repeat(large);
      expect(await on.stream.publish(events.map((event) => ({ ...event, data })))).toEqual({ failed: [] });
      const stored = (await on.stored()).filter(({ key }) => key.startsWith('large')).map(read);
      expect(idsOf(stored).toSorted()).toEqual(idsOf(events).toSorted());
    });

    test('what is refused is tried again, and nothing of its key overtakes it', async () => {
      const events = eventsOf('r1', 'r2', 'r1', 'r2', 'r1');
      on.refuse('r1', 2);
      expect(await on.stream.publish(events)).toEqual({ failed: [] });
      for (const key of ['r1', 'r2']) {
        expect(await storedIds(key)).toEqual(idsOf(events.filter(({ partitionkey }) => partitionkey === key)));
      }
    });

    // At least once: whoever sends cannot tell an answer that was lost from a call that was.
    test('what was taken without an answer is sent again, and nothing of its key comes before its first time', async () => {
      const events = eventsOf('l1', 'l1', 'l2', 'l1');
      on.loseAnswers(2);
      expect(await on.stream.publish(events)).toEqual({ failed: [] });
      const [first, second, , third] = idsOf(events);
      expect(await storedIds('l1')).toEqual([first, first, first, second, third]);
      expect(new Set(await storedIds('l2'))).toEqual(new Set([events[2]?.id]));
    });

    test('what is refused for good is answered with the later ones of its key; the others are stored', async () => {
      const events = eventsOf('never', 'other', 'never', 'other');
      const refused = events.filter(({ partitionkey }) => partitionkey === 'never');
      on.refuse('never', forever);
      const { failed } = await on.stream.publish(events);
      expect(failed.toSorted()).toEqual(idsOf(refused).toSorted());
      expect(await storedIds('never')).toEqual([]);
      expect(await storedIds('other')).toHaveLength(2);

      on.refuse('never', 0);
      expect(await on.stream.publish(refused)).toEqual({ failed: [] });
      expect(await storedIds('never')).toEqual(idsOf(refused));
    });

    test('what is too large is answered with the later ones of its key, and costs the others nothing', async () => {
      // Two of each key: the large one stands in one call with the second small one.
      const events = eventsOf('huge', 'small', 'huge', 'small', 'huge');
      const [fits, , large, , late] = events;
      const data = 'x'.repeat(on.limits.record);
      const { failed } = await on.stream.publish(events.map((event) => (event === large ? { ...event, data } : event)));
      expect(failed.toSorted()).toEqual([large?.id, late?.id].toSorted());
      expect(await storedIds('huge')).toEqual([fits?.id]);
      expect(await storedIds('small')).toHaveLength(2);
    });

    test('the stream says beforehand what it can never take, and why', async () => {
      const [fits, large] = eventsOf('told', 'told');
      if (!fits || !large) throw new Error('no event');
      expect(on.stream.refuses?.(fits)).toBeUndefined();
      expect(on.stream.refuses?.({ ...large, data: 'x'.repeat(on.limits.record) })).toContain('bytes');
      expect(on.stream.refuses?.({ ...fits, partitionkey: '' })).toContain('key');
    });

    test('a record that makes a whole call invalid holds up its own key alone', async () => {
      const keys = Array.from({ length: 20 }, (_, i) => `beside${i % 10}`);
      const events = eventsOf(...keys, 'invalid', ...keys, 'invalid');
      on.makeInvalid('invalid');
      const { failed } = await on.stream.publish(events);
      const others = (event: CloudEvent) => event.partitionkey !== 'invalid';
      expect(failed.toSorted()).toEqual(idsOf(events.filter((event) => !others(event))).toSorted());
      const stored = (await on.stored()).filter(({ key }) => key.startsWith('beside')).map(read);
      for (const key of new Set(keys)) {
        const ofKey = ({ partitionkey }: CloudEvent) => partitionkey === key;
        expect(idsOf(stored.filter(ofKey))).toEqual(idsOf(events.filter(ofKey)));
      }
    });
  });
}
