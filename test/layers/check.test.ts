import { expect, test } from 'vitest';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import { type Axis, axes } from '../../src/layers/axes.ts';
import { allowedWith, check } from '../../src/layers/check.ts';
import { derive } from '../../src/layers/derive.ts';
import { layersOf } from '../../src/layers/registry.ts';
import { answersOf, validCombinations } from '../matrix/combinations.ts';

/** Every combination of the folders, valid or not. */
function all(): Answers[] {
  const grow = (sofar: object[], axis: Axis) =>
    sofar.flatMap((answers) => layersOf(axis).map(({ id }) => ({ ...answers, [axis]: id })));
  return axes.reduce(grow, [{ name: 'shop' }]) as Answers[];
}

test('check and the constraints written by hand agree on what is valid', () => {
  const accepted = all().filter((answers) => check(derive(answers)).length === 0);
  const said = (one: (typeof validCombinations)[number]) => answersOf(one).join(' ');
  expect(accepted.map(said).sort()).toEqual(validCombinations.map(said).sort());
});

test('every database says which providers offer it', () => {
  for (const database of layersOf('database')) {
    expect(allowedWith(database, 'provider'), database.id).toContain('aws');
  }
});

test('an answer that a layer has no cell for is named with what is allowed', () => {
  const derived = { ...derive({ name: 'shop', ...defaults, database: 'dynamodb' }), provider: 'azure' as 'aws' };
  // `azure` has no folder in this version, so only the database's own rule can speak.
  expect(allowedWith({ axis: 'database', id: 'dynamodb' }, 'provider')).toEqual(['aws']);
  expect(() => check(derived)).toThrow('This version has no provider "azure".');
});
