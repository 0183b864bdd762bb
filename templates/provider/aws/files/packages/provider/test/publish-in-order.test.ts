import type { CloudEvent } from '@app/core';
import { expect, test, vi } from 'vitest';
import { callLimits, type Entry, noRecord, publishInOrder, recordBytes } from '../src/publish-in-order.ts';
import { eventOf } from './event-of.ts';

/** A stream that refuses what it is told to, and remembers what it took. */
function stream(refuses: (entry: Entry, call: number) => boolean) {
  const taken: string[] = [];
  const calls: string[][] = [];
  const put = async (entries: readonly Entry[]) => {
    calls.push(entries.map(({ id }) => id));
    return entries.map((entry) => {
      const passed = !refuses(entry, calls.length);
      if (passed) taken.push(entry.id);
      return passed;
    });
  };
  return { put, taken, calls };
}

const pauses: number[] = [];
const plan = { attempts: 3, pause: async (retry: number) => void pauses.push(retry) };
const publish = (events: CloudEvent[], put: ReturnType<typeof stream>['put']) => publishInOrder(events, put, plan);

test('tries only the refused entries again', async () => {
  const { put, calls } = stream((entry, call) => entry.id === 'b1' && call === 1);
  expect(await publish([eventOf('a1'), eventOf('b1'), eventOf('c1')], put)).toEqual([]);
  expect(calls).toEqual([['a1', 'b1', 'c1'], ['b1']]);
});

test('an event never overtakes an earlier one of its key, whichever entries are refused', async () => {
  const { put, taken } = stream((entry, call) => entry.id === 'a1' && call <= 2);
  await publish([eventOf('a1'), eventOf('a2'), eventOf('b1'), eventOf('a3'), eventOf('b2')], put);
  expect(taken.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(taken.filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
});

test('all entries in one call lose the order: the control of the test above', async () => {
  const { put, taken } = stream((entry, call) => entry.id === 'a1' && call === 1);
  const entries = ['a1', 'a2'].map((id) => ({ id, key: 'a', data: Buffer.from('') }));
  const passed = await put(entries);
  await put(entries.filter((_, i) => !passed[i]));
  expect(taken).toEqual(['a2', 'a1']);
});

test('answers an event that never gets through and the later ones of its key, and publishes the others', async () => {
  const { put, taken } = stream((entry) => entry.id === 'a1');
  const failed = await publish([eventOf('a1'), eventOf('a2'), eventOf('b1')], put);
  expect(failed).toEqual(['a1', 'a2']);
  expect(taken).toEqual(['b1']);
});

test('waits longer before every retry', async () => {
  pauses.length = 0;
  await publish([eventOf('a1')], stream(() => true).put);
  expect(pauses).toEqual([1, 2]);
});

test('keeps to 500 entries a call', async () => {
  const { put, calls } = stream(() => false);
  await publish(
    Array.from({ length: 1201 }, (_, i) => eventOf(`k${i}`, `k${i}`)),
    put,
  );
  expect(calls.map((ids) => ids.length)).toEqual([500, 500, 201]);
});

test('keeps to 5 MB a call', async () => {
  const { put, calls } = stream(() => false);
  const large = 'x'.repeat(callLimits.bytes / 6);
  await publish(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => eventOf(`${key}1`, key, large)),
    put,
  );
  expect(calls.map((ids) => ids.length)).toEqual([5, 2]);
});

test('what Kinesis would refuse a whole call for is never in one', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { put, calls } = stream(() => false);
  const events = [
    eventOf('a1'),
    eventOf('a2', 'a', 'x'.repeat(recordBytes)),
    eventOf('no key', ''),
    eventOf('long key', 'k'.repeat(257)),
    eventOf('b1'),
    eventOf('a3'),
  ];
  expect(await publish(events, put)).toEqual(['a2', 'no key', 'long key', 'a3']);
  expect(calls).toEqual([['a1', 'b1']]);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('event a2 can be no record'));
  warn.mockRestore();
});

test('says beforehand why an event can be no record, and what can be one is exactly what is put', async () => {
  const bytesOf = (event: CloudEvent) =>
    Buffer.byteLength(JSON.stringify(event)) + Buffer.byteLength(event.partitionkey);
  const largest = eventOf('a1', 'ä', 'x'.repeat(recordBytes - bytesOf(eventOf('a1', 'ä', ''))));
  expect(bytesOf(largest)).toBe(recordBytes);
  const deep = eventOf('a2', 'b');
  let data: unknown = 1;
  for (let level = 0; level < 100_000; level++) data = [data];
  const said = [
    [largest, undefined],
    [{ ...largest, id: 'a12' }, `is ${recordBytes + 1} bytes large`],
    [eventOf('k', 'k'.repeat(256)), undefined],
    [eventOf('k', 'k'.repeat(257)), 'a partition key of 257 characters'],
    [eventOf('k', ''), 'an empty partition key'],
    [eventOf('k', '\ud800'), 'half a character'],
    [{ ...deep, data }, 'cannot be written as JSON'],
  ] as const;
  for (const [event, reason] of said) {
    const problem = noRecord(event);
    if (reason === undefined) expect(problem).toBeUndefined();
    else expect(problem).toContain(reason);
  }
});
