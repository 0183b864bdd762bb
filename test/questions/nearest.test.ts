import { expect, test } from 'vitest';
import { nearest } from '../../src/questions/nearest.ts';

const words = ['postgres', 'dynamodb', 'mysql', 'mongodb'];

test.each([
  ['postgress', 'postgres'],
  ['postgresql', 'postgres'],
  ['POSTGRES', 'postgres'],
  ['dynamo', 'dynamodb'],
  ['myslq', 'mysql'],
])('%s means %s', (typed, meant) => expect(nearest(typed, words)).toBe(meant));

test.each(['oracle', 'x', '', 'ünï'])('%j means nothing', (typed) => expect(nearest(typed, words)).toBeUndefined());

test('nothing to choose from', () => expect(nearest('postgres', [])).toBeUndefined());
