import { openDatabase } from '@app/database';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '../src/answer.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
});
afterAll(async () => {
  await database?.close();
  await workshop?.stop();
});

test('answers {{path}}', async () => {
  // Red until src/answer.ts is written. Then say here what it shows of an order, and what of one that it does not know.
  expect((await answer({ id: 'order-1' }, database)).status).toBeLessThan(500);
});
