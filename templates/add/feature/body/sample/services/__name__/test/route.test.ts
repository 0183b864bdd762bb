import { openDatabase } from '@app/database';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const lines = [
  { name: 'Mug', quantity: 2, unitPrice: 1250 },
  { name: 'Poster', quantity: 1, unitPrice: 4900 },
];
const path = (id: string) => '{{path}}'.replace(':id', id);

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
const ask = (at: string, method = 'GET') => fetch(`${workshop.urls['{{name}}']}${at}`, { method });

beforeAll(async () => {
  workshop = await startWorkshop({ functions: ['{{name}}'], services: false });
  const { documents, close } = await openDatabase(workshop.env);
  await documents.put('order-status', 'order-1', { id: 'order-1', lines, currency: 'EUR', total: 7400 });
  await close();
});
afterAll(() => workshop?.stop());

test('answers from what functions on the stream have kept', async () => {
  const response = await ask(path('order-1'));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ id: 'order-1', pieces: 3, total: 7400, currency: 'EUR' });
});

test('an order that nobody has told it of is not found', async () => {
  expect((await ask(path('unknown'))).status).toBe(404);
});

test('answers HEAD without a body', async () => {
  const response = await ask(path('order-1'), 'HEAD');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test.each([
  ['POST', path('order-1')],
  ['GET', '/'],
  ['GET', path('%E0%A4%A')],
])('has no other route: %s %s', async (method, at) => {
  expect((await ask(at, method)).status).toBe(404);
});
