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

test('the job of an event is done', async () => {
  // Red until src/run-job.ts is written. Then say here what must be true after an event, and after the same one again.
  expect(await consumer([recordOf(eventOf('subject-1'))])).toEqual({ failed: [] });
});

test('a record that can never be handled is put aside', async () => {
  const bad = { id: 'record-bad', key: 'subject-3', body: '{"hello":"world"}' };
  expect(await consumer([bad])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', 'record-bad')).toMatchObject({ key: 'subject-3' });
});
