import type { CloudEvent, OutboxRow } from '@app/core';
import { startTelemetry } from '@app/telemetry';
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { createRelay } from '../src/create-relay.ts';
import { oldestWait, sayAside } from '../src/figures.ts';
import { sortRows } from '../src/sort-rows.ts';
import { eventOf, MemoryOutbox, MemoryStream } from './in-memory.ts';

const telemetry = startTelemetry('relay-test', {});
const settings = { leaseMs: 1_000, pollMs: 1, lingerMs: 60_000, batch: 3 };
const good = eventOf('1', 'a');
const { partitionkey: _, ...withoutKey } = good;

let said: MockInstance<typeof console.error>;
let wrote: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockReturnValue();
  wrote = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => void vi.restoreAllMocks());

function run(outbox: MemoryOutbox, stream: MemoryStream, looks: number): Promise<number> {
  const relay = createRelay({ outbox, stream, telemetry, settings, sayAside });
  return relay.run(() => (looks-- > 0 ? 60_000 : 0));
}

const idsOf = (events: readonly CloudEvent[]) => events.map(({ id }) => id);

test.each<[string, OutboxRow, string]>([
  ['null', { id: '1', event: null }, 'must be object'],
  ['a list', { id: '1', event: [good] }, 'must be object'],
  ['a text', { id: '1', event: JSON.stringify(good) }, 'must be object'],
  ['no CloudEvent', { id: '1', event: { order: 1 } }, "required property 'specversion'"],
  ['no partition key', { id: '1', event: withoutKey }, "required property 'partitionkey'"],
  ['a key that is a number', { id: '1', event: { ...good, partitionkey: 7 } }, '/partitionkey must be string'],
  ['an empty key', { id: '1', event: { ...good, partitionkey: '' } }, '/partitionkey must match'],
  ['an empty id', { id: '', event: { ...good, id: '' } }, '/id must match'],
  ['a time that is none', { id: '1', event: { ...good, time: 'yesterday' } }, '/time must match'],
  ['what nobody can read', { id: '1', event: undefined, unreadable: 'is 2 GB large' }, 'is 2 GB large'],
  ['another id', { id: '1', event: { ...good, id: '2' } }, 'the id of its event is another one: 2'],
  [
    'a trap',
    {
      id: '1',
      event: {
        ...good,
        get type() {
          throw new Error('too deep');
        },
      },
    },
    'cannot be read: too deep',
  ],
])('%s can never go out', (_what, row, reason) => {
  const { fit, unfit } = sortRows([row, { id: good.id, event: good }], new MemoryStream());
  expect(fit).toEqual([good]);
  expect(unfit).toMatchObject([{ id: row.id, reason: expect.stringContaining(reason) }]);
});

test('a reason is fit for a log and a database, whatever stands in the row', () => {
  const refuses = () => `\0\ud800${'x'.repeat(5_000)}`;
  const { unfit } = sortRows([{ id: good.id, event: good }], Object.assign(new MemoryStream(), { refuses }));
  expect(unfit[0]?.reason).toHaveLength(1_000);
  expect(unfit[0]?.reason).not.toMatch(/[\p{Cc}\p{Cs}]/u);
});

test('what the stream can never take stands aside, and the later ones of its key go out in the same look', async () => {
  const outbox = new MemoryOutbox([eventOf('1', 'a'), eventOf('2', 'a'), eventOf('3', 'a')]);
  const stream = Object.assign(new MemoryStream(), {
    refuses: ({ id }: CloudEvent) => (id === '2' ? 'is too large' : undefined),
  });
  expect(await run(outbox, stream, 1)).toBe(2);
  expect(idsOf(stream.records)).toEqual(['1', '3']);
  expect(outbox.standing).toMatchObject([{ id: '2', reason: 'is too large' }]);
  expect(said).toHaveBeenCalledWith('row 2 of the outbox stands aside: is too large');
  expect(wrote.mock.calls).toContainEqual(['{"outboxRowsAside":1}\n']);
});

test('a failure that may pass sets nothing aside, however long it lasts', async () => {
  const outbox = new MemoryOutbox([eventOf('1', 'a'), eventOf('2', 'a'), eventOf('3', 'b')]);
  await expect(run(outbox, new MemoryStream({ 1: Number.POSITIVE_INFINITY }), 20)).rejects.toThrow('refused 2 events');
  expect(outbox.standing).toEqual([]);
  expect(outbox.waiting.map(({ id }) => id)).toEqual(['1', '2']);
  expect(wrote.mock.calls.flat().join('')).not.toContain('outboxRowsAside');
});

test('a key that waits with more rows than a batch holds up no other key', async () => {
  const held = ['1', '2', '3', '4', '5', '6', '7'].map((id) => eventOf(id, 'a'));
  const outbox = new MemoryOutbox([...held, eventOf('8', 'b')]);
  const stream = new MemoryStream({ 1: Number.POSITIVE_INFINITY });
  await expect(run(outbox, stream, 5)).rejects.toThrow('refused');
  expect(idsOf(stream.records)).toEqual(['8']);
});

test('rows that cannot be set aside hold up no other row either, and the run fails', async () => {
  const bad = ['x', 'y', 'z', 'v', 'w'].map((id) => ({ id, event: null }));
  const outbox = new MemoryOutbox([eventOf('1', 'a')], bad);
  const stream = new MemoryStream();
  vi.spyOn(outbox, 'setAside').mockRejectedValue(new Error('no such column'));
  await expect(run(outbox, stream, 5)).rejects.toThrow('no such column');
  expect(idsOf(stream.records)).toEqual(['1']);
});

test('a relay that lost its lease sets nothing aside', async () => {
  const outbox = new MemoryOutbox([], [{ id: 'x', event: null }]);
  const rows = outbox.rows.bind(outbox);
  outbox.rows = async (limit) => {
    outbox.fence += 1;
    outbox.heldBy = 'the next relay';
    return rows(limit);
  };
  await run(outbox, new MemoryStream(), 1);
  expect(outbox.standing).toEqual([]);
});

test('the wait of the oldest event does not count what stands aside, and stands a leap second', async () => {
  const waits: number[] = [];
  const old = { ...good, id: 'old', time: '2001-01-01T00:00:00Z' };
  const outbox = new MemoryOutbox([good], [{ id: 'x', event: old }]);
  const relay = createRelay({
    outbox,
    stream: new MemoryStream(),
    telemetry,
    settings,
    sayWait: (ms) => waits.push(ms),
  });
  let looks = 2;
  await relay.run(() => (looks-- > 0 ? 60_000 : 0));
  expect(Math.max(...waits)).toBeLessThan(3_600_000);
  const now = Date.parse('2026-01-01T00:10:00Z');
  const leap = { ...good, time: '2026-01-01T00:00:60Z' };
  expect(oldestWait([leap, { ...good, time: '2026-01-01T00:00:00Z' }], now)).toBe(600_000);
});
