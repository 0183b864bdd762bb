import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { breaks, drafts } from 'serverless-workshop/contracts';
import { expect, test } from 'vitest';

const folder = new URL('../schemas/', import.meta.url);
const draftsHere = () => drafts(fileURLToPath(folder));
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const released = readdirSync(new URL('released/', folder));

/** Every schema but that of the envelope. */
const eventTypesIn = (schemas: URL) =>
  readdirSync(schemas)
    .filter((name) => /\.v\d+\.schema\.json$/.test(name))
    .map((name) => name.replace('.schema.json', ''))
    .sort();

test.each(released)('%s: a released schema only grows', (name) => {
  // A change that breaks is a new event type: shop.order.placed.v2, published beside v1 until nobody reads v1.
  expect(breaks(read(`released/${name}`), read(name))).toEqual([]);
});

test('what is not released yet is a draft, which nothing is compared with, and is named', () => {
  for (const type of draftsHere()) console.info(`${type} is a draft: npm run contracts -- release ${type}`);
  const types = released.map((name) => name.replace('.schema.json', ''));
  expect(draftsHere().filter((type) => types.includes(type))).toEqual([]);
  expect([...types, ...draftsHere()].sort()).toEqual(eventTypesIn(folder));
});

test('the control: changes that break are found', () => {
  const old = read('released/shop.order.placed.v1.schema.json');
  const { total, ...others } = old.properties;
  const customer = { ...old.properties.customer, required: ['name', 'email', 'phone'] };
  expect(breaks(old, { ...old, properties: others })).toEqual(['data.total was removed']);
  expect(breaks(old, { ...old, properties: { ...others, total: { ...total, type: 'string' } } })).toEqual([
    'data.total: type changed',
  ]);
  expect(breaks(old, { ...old, properties: { ...old.properties, customer } })).toEqual([
    'data.customer.phone is newly required: older events do not have it',
  ]);
});

test('another optional field breaks nothing', () => {
  const old = read('released/shop.order.placed.v1.schema.json');
  expect(breaks(old, { ...old, properties: { ...old.properties, giftWrap: { type: 'boolean' } } })).toEqual([]);
});
