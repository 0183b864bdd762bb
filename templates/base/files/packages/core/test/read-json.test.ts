import { expect, test } from 'vitest';
import { readJson, textOrBytes } from '../src/index.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

test('JSON is read as it was written, from a text or from bytes, with a mark before it or without', () => {
  const value = { a: ['é 😀 \\" 9007199254740993', 1.5, -0.1, 1e3], b: null };
  const text = JSON.stringify(value);
  for (const body of [text, `\uFEFF${text}`, bytesOf(text), bytesOf(`\uFEFF${text}`)])
    expect(readJson(body)).toEqual(value);
});

test.each([
  ['bytes of another encoding', Uint8Array.of(0x22, 0xe4, 0x22)],
  ['half a character', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ['a text that is cut off in a character', bytesOf('"é').subarray(0, 2)],
])('%s is not UTF-8, and stays the bytes that it is', (_, bytes) => {
  expect(() => readJson(bytes)).toThrow('not UTF-8');
  expect(textOrBytes(bytes)).toBe(bytes);
});

test.each(['', 'hello', '{"a":1', '\uFEFF\uFEFF{}', '[01]'])('%j is not JSON', (text) => {
  expect(() => readJson(text)).toThrow('not JSON');
});

test.each([
  '9007199254740993',
  '-9007199254740993',
  '1250.00000000000000001',
  '123456789012345678901',
  '1e400',
  '1e-400',
])('%s would become another number and is refused with its text', (number) => {
  expect(() => readJson(`{"total":${number}}`)).toThrow(
    `holds a number that JavaScript would change: ${number} at total`,
  );
});

test.each([
  '9007199254740991',
  '1250.0',
  '1.25e3',
  '1e30',
  '-0',
  '0.30000000000000004',
  '0.10000000000000001',
  '1e-130',
])('%s is read', (number) => {
  expect(readJson(`[${number}]`)).toEqual([Number(number)]);
});

test.each([
  '9007199254740993',
  '[-9007199254740993]',
  '[1,9007199254740993]',
  '[\n9007199254740993]',
  '{"a" :\t-9007199254740993}',
  '{"a":1E400}',
  '[0.5,10000000000000.00000000001]',
])('%j is found wherever the number stands', (json) => {
  expect(() => readJson(json)).toThrow('a number that JavaScript would change');
});

test('the place of such a number is named, whatever the texts around it hold', () => {
  const found = (json: string) => () => readJson(json);
  const order = '{"a,[":"x]\\"{","lines":[{"sku":"9"},{"sku":[],"quantity":9007199254740993}]}';
  expect(found(order)).toThrow('9007199254740993 at lines[1].quantity');
  expect(found('[[1,2],[3,9007199254740993]]')).toThrow('at [1][1]');
  expect(found('9007199254740993')).toThrow('at its root');
});

test('a text of ten million quotes costs no stack', () => {
  const text = JSON.stringify('"'.repeat(10_000_000));
  expect(readJson(text)).toHaveLength(10_000_000);
});
