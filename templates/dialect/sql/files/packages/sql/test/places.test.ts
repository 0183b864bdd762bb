import { expect, test } from 'vitest';
import { places } from '../src/index.ts';

test('each value has a place of its own, in the order of the values', () => {
  expect(places(['a', 'b', 'c'])).toBe('$1, $2, $3');
  expect(places(['a', 'b'], 3)).toBe('$3, $4');
});
