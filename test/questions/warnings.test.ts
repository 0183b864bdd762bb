import { expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { derive } from '../../src/layers/derive.ts';
import { warningsFor } from '../../src/questions/warnings.ts';

const warned = (chosen: object) => warningsFor(derive({ name: 'my-shop', ...defaults, ...chosen }));

test('a legacy app whose functions leave SQL changes compute, database and provider at once', () => {
  expect(warned({ start: 'legacy', database: 'dynamodb' })).toEqual([
    expect.stringMatching(/compute.*dynamodb.*provider.*--database postgres/),
  ]);
});

test('one or two changes are no reason to warn', () => {
  expect(warned({ start: 'legacy', database: 'postgres' })).toEqual([]);
  expect(warned({ start: 'greenfield', database: 'dynamodb' })).toEqual([]);
});
