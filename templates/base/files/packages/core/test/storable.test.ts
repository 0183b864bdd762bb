import { expect, test } from 'vitest';
import { printable, readOrderRequest, unstorable, unusableKey } from '../src/index.ts';

const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('what every database keeps is not refused', () => {
  for (const value of [null, 'é 😀 \t\n', 0, -0, 1e125, -1e-130, { a: [1, { b: 'c' }] }, nested(24)]) {
    expect(unstorable(value)).toBeUndefined();
  }
});

test.each([
  ['NUL', { a: ['\0'] }, 'a NUL character'],
  ['NUL in a name', { '\0': 1 }, 'a NUL character'],
  ['no name', { '': 1 }, 'a field without a name'],
  ['half a character', '\ud83d', 'half a character (a surrogate alone)'],
  ['large', [1e126], 'a number that is too large or too small, 1e+126'],
  ['small', [-1e-131], 'a number that is too large or too small, -1e-131'],
])('what one of them refuses is: %s', (_, value, reason) => {
  expect(unstorable(value)).toBe(reason);
});

test('so is what is nested too deeply, however deep it is', () => {
  for (const levels of [25, 100_000])
    expect(unstorable(nested(levels))).toBe('more than 24 levels of lists and objects');
});

test('the words of others are made fit for a log, and shortened', () => {
  expect(printable('a\0b\u001b[2J\ud800 é 😀', 99)).toBe('a\uFFFDb\uFFFD[2J\uFFFD é 😀');
  // Cut in the middle of a character.
  expect(printable('ab😀', 3)).toBe('ab\uFFFD');
});

test.each([
  ['x'.repeat(256), undefined],
  ['é'.repeat(128), undefined],
  ['x'.repeat(257), 'is 257 bytes long, and a key has at most 256'],
  ['é'.repeat(129), 'is 258 bytes long, and a key has at most 256'],
  [' ', 'is empty'],
  ['a\0', 'holds a NUL character'],
  ['\ud83d', 'holds half a character (a surrogate alone)'],
])('as a key, %j %s', (key, problem) => {
  expect(unusableKey(key)).toBe(problem);
});

test.each(['\0', '\ud83d'])('an order with a text that no database keeps is refused at the door: %j', (text) => {
  const order = (name: string) => ({
    customer: { name, email: 'ada@example.com' },
    lines: [{ sku: 'mug', quantity: 1 }],
  });
  expect(readOrderRequest(order('Ada 😀')).customer.name).toBe('Ada 😀');
  expect(() => readOrderRequest(order(`Ada ${text}`))).toThrow('customer.name must be a text');
});
