import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CloudEvent, StreamRecord } from '@app/core';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createConsumer } from '../src/create-consumer.ts';
import { mostTenants } from '../src/limits.ts';
import { collections, installCode, switchOff } from '../src/tenant-code.ts';

// On a busy machine too, a tenant that does nothing wrong has time enough.
vi.mock('../src/limits.ts', async (original) => {
  const real = await original<typeof import('../src/limits.ts')>();
  return { ...real, limits: { ...real.limits, runMs: 2_000, killMs: 60_000 } };
});

const type = '{{event}}';
const samples = new URL('../../../packages/events/samples/', import.meta.url);
const sample = JSON.parse(readFileSync(new URL(`${type}.json`, samples), 'utf8'));
const eventOf = (subject: string) => makeEvent(type, { subject, data: sample });
const recordOf = (event: CloudEvent): StreamRecord => ({
  id: `record-${event.id}`,
  key: event.partitionkey,
  body: JSON.stringify(event),
});

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Awaited<ReturnType<typeof openDatabase>>;
let consumer: ReturnType<typeof createConsumer>;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
  consumer = createConsumer({ ...database, telemetry: startTelemetry(`${collections.code}-test`, {}) });
  const { documents } = database;
  await installCode(
    { tenant: 'b-good', source: 'function transform({ data }) { return { id: data.id }; }' },
    documents,
  );
  await installCode({ tenant: 'c-throws', source: "function transform() { throw new Error('mine'); }" }, documents);
  await installCode({ tenant: 'd-off', source: 'function transform() { return {}; }' }, documents);
  await switchOff('d-off', documents);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database?.close();
  await workshop?.stop();
});

const answerOf = (tenant: string, subject: string) =>
  database.documents.find(collections.answers, `${tenant}:${subject}`);

test('a tenant that loops or throws stops nobody; the event is in quarantine with both reasons', async () => {
  const { documents } = database;
  await installCode({ tenant: 'a-loops', source: 'function transform() { for (;;) {} }' }, documents);
  const event = eventOf('subject-1');
  const record = recordOf(event);
  expect(await consumer([record])).toEqual({ failed: [] });
  await switchOff('a-loops', documents);
  expect(await answerOf('b-good', 'subject-1')).toEqual({ eventId: event.id, answer: { id: sample.id } });
  expect(await documents.find('quarantine', record.id)).toMatchObject({
    reason: 'the code of tenants failed. a-loops: stopped after 2000 ms; c-throws: Error: mine',
  });
  for (const tenant of ['a-loops', 'c-throws', 'd-off']) expect(await answerOf(tenant, 'subject-1')).toBeUndefined();
});

test('an event that comes again changes nothing; a later one does', async () => {
  const [first, second] = [eventOf('subject-2'), eventOf('subject-2')];
  await consumer([recordOf(first), recordOf(second), recordOf(first)]);
  expect(await answerOf('b-good', 'subject-2')).toMatchObject({ eventId: second.id });
});

test.each([
  ['a NUL character', "{ text: '\\0' }", 'a NUL character'],
  ['a NUL character in a name', "{ '\\0': 1 }", 'a NUL character'],
  ['half a character', "{ text: '\\ud800' }", 'half a character'],
  ['a number that is too large', '{ number: 1e300 }', 'a number'],
  ['a number that is too small', '{ number: 1e-300 }', 'a number'],
  ['lists in lists', "JSON.parse('{\"a\":' + '['.repeat(8000) + ']'.repeat(8000) + '}')", 'levels'],
  ['more levels than DynamoDB has', "JSON.parse('{\"a\":' + '['.repeat(33) + ']'.repeat(33) + '}')", 'levels'],
])('an answer that no database keeps is the doing of its tenant alone: %s', async (_, answer, reason) => {
  const { documents } = database;
  await installCode({ tenant: 'a-wild', source: `function transform() { return ${answer}; }` }, documents);
  const event = eventOf(`wild-${randomUUID()}`);
  const record = recordOf(event);
  expect(await consumer([record])).toEqual({ failed: [] });
  await switchOff('a-wild', documents);
  expect(await answerOf('b-good', event.subject)).toEqual({ eventId: event.id, answer: { id: sample.id } });
  expect(await answerOf('a-wild', event.subject)).toBeUndefined();
  const kept = await documents.find('quarantine', record.id);
  expect(kept?.reason).toMatch(new RegExp(`a-wild: [^;]*${reason}`));
});

test('what a tenant throws is cleaned and shortened before it is kept', async () => {
  const { documents } = database;
  const source = `function transform() { throw new Error('\\0\\ud800' + 'long'.repeat(10000)); }`;
  await installCode({ tenant: 'a-wild', source }, documents);
  const record = recordOf(eventOf('subject-4'));
  expect(await consumer([record])).toEqual({ failed: [] });
  await switchOff('a-wild', documents);
  const reason = String((await documents.find('quarantine', record.id))?.reason);
  expect(reason).toContain('a-wild: Error: ');
  expect(reason.length).toBeLessThan(1_000);
  expect(reason).toContain('c-throws: Error: mine');
});

test('code is refused for a bad name, its length, and one tenant too many', async () => {
  const { documents } = database;
  const install = (tenant: string, source = '') => installCode({ tenant, source }, documents);
  await expect(install('../x')).rejects.toThrow('no name of a tenant');
  await expect(install('long', ' '.repeat(100_000))).rejects.toThrow('65536 is the most');
  for (let i = 5; i < mostTenants; i += 1) await install(`z-${i}`, 'function transform() { return {}; }');
  await expect(install('one-more')).rejects.toThrow(`${mostTenants} tenants`);
  for (let i = 5; i < mostTenants; i += 1) await switchOff(`z-${i}`, documents);
});

test('a record that can never be handled holds up nobody', async () => {
  const bad = { id: 'record-bad', key: 'subject-3', body: '{"hello":"world"}' };
  expect(await consumer([bad, recordOf(eventOf('subject-3'))])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', 'record-bad')).toMatchObject({ key: 'subject-3' });
  expect(await answerOf('b-good', 'subject-3')).toBeDefined();
});
