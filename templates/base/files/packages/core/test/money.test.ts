import { expect, test } from 'vitest';
import { amount, amountOf, minorDigits, PermanentError, problemOfOrder, totalOf } from '../src/index.ts';

const line = (quantity: number, unitPrice: number) => ({ sku: 'mug', name: 'Mug', quantity, unitPrice });

test.each([
  [1250, 'EUR', '12.50 EUR'],
  [5, 'EUR', '0.05 EUR'],
  [0, 'EUR', '0.00 EUR'],
  [-1, 'EUR', '-0.01 EUR'],
  [1250, 'JPY', '1250 JPY'],
  [0, 'JPY', '0 JPY'],
  [1250, 'KWD', '1.250 KWD'],
  [1250, 'CLF', '0.1250 CLF'],
  [9_007_199_254_740_991, 'EUR', '90071992547409.91 EUR'],
  [-9_007_199_254_740_991, 'JPY', '-9007199254740991 JPY'],
])('%i %s is printed %s', (minor, currency, text) => {
  expect(amount(minor, { currency })).toBe(text);
});

// What Intl knows are the digits that people use, and they are other ones.
test.each([
  ['ISK', 0],
  ['COP', 2],
  ['HUF', 2],
  ['IQD', 3],
  ['MGA', 2],
  ['MRU', 2],
  ['UYW', 4],
])('%s has %i digits in ISO 4217', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test.each([1e30, 2 ** 53, 12.5, Number.NaN, Number.POSITIVE_INFINITY])(
  '%d is no amount, and is never printed',
  (minor) => {
    expect(() => amount(minor, { currency: 'EUR' })).toThrow(PermanentError);
  },
);

test.each(['EUX', 'eur', '', 'toString', 'constructor', 'XXX'])('%j is no currency, and is named', (currency) => {
  expect(() => amount(1, { currency })).toThrow(`${JSON.stringify(currency)} is no currency of ISO 4217`);
});

test.each([
  ['1250', 1250],
  [1250, 1250],
  ['-5', -5],
  ['9007199254740991', 9_007_199_254_740_991],
])('%j of a database is an amount', (value, read) => {
  expect(amountOf(value, 'the total')).toBe(read);
});

test.each(['9007199254740993', '12.50', '1e3', '', ' 1', null, undefined, 1.5, 2 ** 53])(
  '%j is refused by name',
  (value) => {
    expect(() => amountOf(value, 'the total of order 7')).toThrow('the total of order 7 must be a whole number');
  },
);

test('a total that cannot be counted exactly is refused, and names the lines', () => {
  expect(totalOf([line(1_000_000, 9_007_199_254)])).toBe(9_007_199_254_000_000);
  expect(() => totalOf([line(1_000_000, 9_007_199_255)])).toThrow('lines must come to at most 9007199254740991');
});

test.each([
  [{}, undefined],
  [{ currency: 'EUX' }, '/currency "EUX" is no currency of ISO 4217'],
  [{ lines: [line(1, 5), line(2 ** 52, 2)] }, '/lines come to more than 9007199254740991 in minor units'],
  [{ id: 'x'.repeat(257) }, '/id is 257 bytes long, and a key has at most 256'],
  [{ lines: [{ ...line(1, 5), sku: '\0' }] }, '/lines/0/sku holds a NUL character'],
])('an order with %j', (wrong, problem) => {
  expect(problemOfOrder({ id: 'order-1', lines: [line(1, 5)], currency: 'EUR', ...wrong })).toBe(problem);
});

test('a total counts every piece of every line', () => {
  expect(
    totalOf([
      { sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 },
      { sku: 'poster', name: 'Poster', quantity: 1, unitPrice: 4900 },
    ]),
  ).toBe(7400);
  expect(totalOf([])).toBe(0);
});
