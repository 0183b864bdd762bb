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
});

test('a consumer does not mind fields it does not know', () => {
  const event = { ...placed(), data: { ...order, giftWrap: true }, newattribute: 'x' };
  expect(parseEvent(JSON.stringify(event)).data).toMatchObject({ giftWrap: true });
});

describe('a record that no retry can make better is permanent', () => {
  const changed = (more: object) => JSON.stringify({ ...placed(), ...more });
  test.each([
    ['text', 'hello', 'the body is not JSON'],
    ['a list', '[]', 'not a CloudEvent'],
    ['another specversion', changed({ specversion: '0.3' }), 'not a CloudEvent: /specversion'],
    ['no id', changed({ id: undefined }), "must have required property 'id'"],
    ['a time that is none', changed({ time: 'yesterday' }), 'not a CloudEvent: /time'],
    ['an attribute name with capitals', changed({ myAttribute: 1 }), 'not a CloudEvent'],
    ['a traceparent that is none', changed({ traceparent: '1' }), 'not a CloudEvent: /traceparent'],
    ['an unknown type', changed({ type: 'shop.order.eaten.v1' }), 'unknown event type shop.order.eaten.v1'],
    ['the name of an object method', changed({ type: 'toString' }), 'unknown event type toString'],
    ['data that does not fit', changed({ data: { ...order, total: '74' } }), 'data /total must be integer'],
    ['a text that no database keeps', changed({ data: { ...order, gift: '\0' } }), 'it holds a NUL character'],
  ])('%s', (_, body, reason) => {
    expect(() => parseEvent(body)).toThrow(PermanentError);
    expect(() => parseEvent(body)).toThrow(reason);
  });
});
