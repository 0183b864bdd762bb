import { expect, test } from 'vitest';
import { totalOf } from '../src/index.ts';

test('a total counts every piece of every line', () => {
  expect(
    totalOf([
      { sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 },
      { sku: 'poster', name: 'Poster', quantity: 1, unitPrice: 4900 },
    ]),
  ).toBe(7400);
  expect(totalOf([])).toBe(0);
});
