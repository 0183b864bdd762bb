import { expect, test } from 'vitest';
import { fromItem, toItem } from '../src/index.ts';
import { createClient } from '../src/unfenced.ts';

test('a JSON object comes back as it went', () => {
  const object = {
    text: 'ä',
    empty: '',
    n: -1.5,
    yes: true,
    none: null,
    list: [1, ['a'], {}],
    deep: { a: { b: 'c' } },
  };
  expect(fromItem(toItem(object))).toEqual(object);
});

test('a missing setting is named', () => {
  expect(() => createClient({})).toThrow('TABLE_NAME is not set');
});
