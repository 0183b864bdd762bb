import type { CloudEvent, Database, EventStream, StreamRecord } from '@app/core';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { openStream } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import fc from 'fast-check';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createConsumer } from '../src/create-consumer.ts';
import { collections, partEvent } from '../src/finish-part.ts';
import { startJob } from '../src/start-job.ts';
import { map, reduce } from '../src/work.ts';

const parts = [
  { id: '09', lines: [{ sku: 'mug', quantity: 2, unitPrice: 1250 }] },
  { id: '10', lines: [] },
  {
    id: '11',
    lines: [
      { sku: 'mug', quantity: 1, unitPrice: 1250 },
      { sku: 'poster', quantity: 1, unitPrice: 4900 },
    ],
  },
];
const revenue = { mug: 3750, poster: 4900 };
const eventOf = (job: string, { id, lines }: (typeof parts)[number]) =>
  makeEvent(partEvent, { subject: `${job}:${id}`, data: { job, part: id, lines } });
const recordOf = (event: CloudEvent): StreamRecord => ({
  id: `record-${event.id}`,
  key: event.partitionkey,
  body: JSON.stringify(event),
});
const nowhere: EventStream = { publish: async () => ({ failed: [] }), close: async () => {} };

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Database;
let stream: EventStream;
let consumer: ReturnType<typeof createConsumer>;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  workshop = await startWorkshop({ functions: ['{{name}}'], services: false });
  database = await openDatabase(workshop.env);
  stream = openStream(workshop.env, '{{stream}}');
  consumer = createConsumer({ ...database, telemetry: startTelemetry(`${collections.jobs}-test`, {}) });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await stream?.close();
  await database?.close();
  await workshop?.stop();
});

const resultOf = async (job: string) => (await database.documents.find(collections.results, job))?.result;

test('however the lines of a day are split, its revenue is the same', () => {
  const line = fc.record({
    sku: fc.constantFrom('mug', 'poster', '__proto__'),
    quantity: fc.integer({ min: 1, max: 9 }),
    unitPrice: fc.nat(9999),
  });
  fc.assert(
    fc.property(fc.array(fc.array(line)), (split) => {
      expect(reduce(split.map(map))).toEqual(map(split.flat()));
    }),
  );
});

test('a job that is started runs on the stream until its result is there', async () => {
  await startJob({ id: 'on-the-stream', parts }, { ...database, stream });
  await workshop.until('the result is there', async () => (await resultOf('on-the-stream')) !== undefined);
  expect(await resultOf('on-the-stream')).toEqual(revenue);
});

test('parts that come twice, and together, make one result; before the last one there is none', async () => {
  await startJob({ id: 'twice', parts }, { ...database, stream: nowhere });
  const [first, ...others] = parts.map((part) => recordOf(eventOf('twice', part)));
  if (!first) throw new Error('a job of no parts');
  await consumer([first, first]);
  expect(await resultOf('twice')).toBeUndefined();
  const all = [first, ...others];
  expect(await Promise.all([consumer(all), consumer(all)])).toEqual([{ failed: [] }, { failed: [] }]);
  expect(await resultOf('twice')).toEqual(revenue);
});

test('a job that is started again is the same job; one of that id with other parts is refused', async () => {
  const ports = { ...database, stream: nowhere };
  await startJob({ id: 'again', parts }, ports);
  await startJob({ id: 'again', parts }, ports);
  await expect(startJob({ id: 'again', parts: parts.slice(1) }, ports)).rejects.toThrow('with other parts');
  await expect(startJob({ id: 'same', parts: [...parts, ...parts] }, ports)).rejects.toThrow('two parts of one id');
});

test.each([
  ['a:b', ['c']],
  ['a:b', []],
  ['a', ['b:c']],
  ['a', ['']],
  ['a', ['b'.repeat(101)]],
])(
  'job %j with parts %j is refused before anything is kept: "a:b" with "c" would be "a" with "b:c"',
  async (id, ids) => {
    const job = { id, parts: ids.map((part) => ({ id: part, lines: [] })) };
    const refused = startJob(job, { ...database, stream: nowhere });
    await expect(refused).rejects.toThrow(RangeError);
    await expect(refused).rejects.toThrow('is no id');
    expect(await database.documents.find(collections.jobs, id)).toBeUndefined();
  },
);

test('a job without parts has its result at once', async () => {
  await startJob({ id: 'closed-day', parts: [] }, { ...database, stream: nowhere });
  expect(await resultOf('closed-day')).toEqual({});
});

test('a part of no job is put aside, and holds up nobody', async () => {
  await startJob({ id: 'known', parts: parts.slice(0, 1) }, { ...database, stream: nowhere });
  const [stray, unnamed] = ['unknown', 'known'].map((job) => recordOf(eventOf(job, { id: '23', lines: [] })));
  const [good] = parts.slice(0, 1).map((part) => recordOf(eventOf('known', part)));
  if (!stray || !unnamed || !good) throw new Error('three records');
  expect(await consumer([stray, unnamed, good])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', stray.id)).toMatchObject({ reason: 'there is no job unknown' });
  expect(await database.documents.find('quarantine', unnamed.id)).toMatchObject({
    reason: 'the job known has no part 23',
  });
  expect(await resultOf('known')).toEqual({ mug: 2500 });
});

test('revenue that cannot be counted exactly is refused by its SKU, and not rounded', () => {
  const yachts = [{ sku: 'yacht', quantity: 2, unitPrice: Number.MAX_SAFE_INTEGER }];
  expect(() => map(yachts)).toThrow('the revenue of yacht must be a whole number');
});
