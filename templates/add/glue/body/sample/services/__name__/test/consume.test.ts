import { readFileSync } from 'node:fs';
import type { CloudEvent, StreamRecord } from '@app/core';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createConsumer } from '../src/create-consumer.ts';

const sample = JSON.parse(
  readFileSync(new URL('../../../packages/events/samples/{{event}}.json', import.meta.url), 'utf8'),
);
const eventOf = (subject: string) => makeEvent('{{event}}', { subject, data: sample });
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
  consumer = createConsumer({ ...database, telemetry: startTelemetry('{{name}}-test', {}) });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database?.close();
  await workshop?.stop();
});

test('what an event tells is kept', async () => {
  const event = eventOf('subject-1');
  expect(await consumer([recordOf(event)])).toEqual({ failed: [] });
  expect(await database.documents.find('{{name}}', 'subject-1')).toMatchObject({ eventId: event.id });
});

test('an event that comes again changes nothing', async () => {
  const [first, second] = [eventOf('subject-2'), eventOf('subject-2')];
  await consumer([recordOf(first), recordOf(second), recordOf(first)]);
  expect(await database.documents.find('{{name}}', 'subject-2')).toMatchObject({ eventId: second.id });
});

test('a record that can never be handled holds up nobody', async () => {
  const bad = { id: 'record-bad', key: 'subject-3', body: '{"hello":"world"}' };
  expect(await consumer([bad, recordOf(eventOf('subject-3'))])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', 'record-bad')).toMatchObject({ key: 'subject-3' });
  expect(await database.documents.find('{{name}}', 'subject-3')).toBeDefined();
});
