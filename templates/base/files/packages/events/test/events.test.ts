import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PermanentError } from '@app/core';
import { compileContracts } from 'serverless-workshop/contracts';
import { describe, expect, test } from 'vitest';
import { eventTypes, makeEvent, parseEvent } from '../src/index.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const order = JSON.parse(read('../samples/shop.order.placed.v1.json'));
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const placed = () => makeEvent('shop.order.placed.v1', { subject: order.id, data: order, traceparent });

test('the generated validators are those of the schemas', async () => {
  expect(read('../src/contracts.generated.ts'), 'run: npm run contracts').toBe(
    await compileContracts(fileURLToPath(new URL('../schemas', import.meta.url))),
  );
});

test('the generated validators need no package', () => {
  expect(read('../src/contracts.generated.ts')).not.toMatch(/\brequire\(|^import /m);
});

test('every event type has a sample that is valid', () => {
  for (const type of eventTypes) {
    const data = JSON.parse(read(`../samples/${type}.json`));
    expect(() => makeEvent(type, { subject: 'x', data })).not.toThrow();
  }
});

test('an event that was made is an event that is read, with its trace context', () => {
  const event = placed();
  expect(parseEvent(JSON.stringify(event))).toEqual(event);
  expect(event).toMatchObject({ specversion: '1.0', partitionkey: order.id, subject: order.id, traceparent });
});

test('a producer cannot make an event that breaks its schema', () => {
  const data = { ...order, lines: [] };
  expect(() => makeEvent('shop.order.placed.v1', { subject: 'x', data })).toThrow(/lines must NOT have fewer/);
  expect(() => makeEvent('shop.order.placed.v1', { subject: ' ', data: order })).toThrow(/subject must match/);
  expect(() => makeEvent('shop.order.placed.v1', { subject: 'é'.repeat(129), data: order })).toThrow(/subject is 258/);
  const inYuros = { ...order, currency: 'EUX' };
  expect(() => makeEvent('shop.order.placed.v1', { subject: 'x', data: inYuros })).toThrow(/"EUX" is no currency/);
  const noted = { ...order, gift: '\0' };
  expect(() => makeEvent('shop.order.placed.v1', { subject: 'x', data: noted })).toThrow(/a NUL character/);
});

test('a mark before the event (BOM) is passed over', () => {
  const event = placed();
  expect(parseEvent(`\uFEFF${JSON.stringify(event)}`)).toEqual(event);
});

test('a consumer does not mind fields it does not know', () => {
  const event = { ...placed(), data: { ...order, giftWrap: true }, newattribute: 'x' };
  expect(parseEvent(JSON.stringify(event)).data).toMatchObject({ giftWrap: true });
});

describe('a record that no retry can make better is permanent', () => {
  const rounded = (total: number) => changed({ data: { ...order, total } }).replace(`${total}`, '9007199254740993');
  const changed = (more: object) => JSON.stringify({ ...placed(), ...more });
  test.each([
    ['text', 'hello', 'the body is not JSON'],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'the body is not UTF-8'],
    ['a list', '[]', 'not a CloudEvent'],
    ['another specversion', changed({ specversion: '0.3' }), 'not a CloudEvent: /specversion'],
    ['no id', changed({ id: undefined }), "must have required property 'id'"],
    ['a time that is none', changed({ time: 'yesterday' }), 'not a CloudEvent: /time'],
    ['an attribute name with capitals', changed({ myAttribute: 1 }), 'not a CloudEvent'],
    ['a traceparent that is none', changed({ traceparent: '1' }), 'not a CloudEvent: /traceparent'],
    ['an unknown type', changed({ type: 'shop.order.eaten.v1' }), 'unknown event type shop.order.eaten.v1'],
    ['the name of an object method', changed({ type: 'toString' }), 'unknown event type toString'],
    ['data that does not fit', changed({ data: { ...order, total: '74' } }), 'data /total must be integer'],
    ['an id of 3 KB', changed({ id: 'x'.repeat(3_000) }), 'not a CloudEvent: /id must NOT have more than 256'],
    ['an id of many bytes', changed({ id: '✓'.repeat(200) }), 'not a CloudEvent: /id is 600 bytes long'],
    ['a key of 3 KB', changed({ partitionkey: 'x'.repeat(3_000) }), 'not a CloudEvent: /partitionkey must NOT have'],
    ['a total that JavaScript would round', rounded(9007199254740992), 'the body holds a number that JavaScript'],
    ['a total beyond what is counted exactly', changed({ data: { ...order, total: 1e30 } }), 'data /total must be <='],
    ['half a cent', changed({ data: { ...order, total: 0.5 } }), 'data /total must be integer'],
    [
      'a currency that is none',
      changed({ data: { ...order, currency: 'EUX' } }),
      'data /currency "EUX" is no currency',
    ],
    ['a text that no database keeps', changed({ data: { ...order, gift: '\0' } }), 'it holds a NUL character'],
  ])('%s', (_, body: string | Uint8Array, reason) => {
    expect(() => parseEvent(body)).toThrow(PermanentError);
    expect(() => parseEvent(body)).toThrow(reason);
  });
});
