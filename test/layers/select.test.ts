import { expect, test } from 'vitest';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import { derive } from '../../src/layers/derive.ts';
import { select } from '../../src/layers/select.ts';

const foldersOf = (more: Partial<Answers>) =>
  select(derive({ name: 'shop', ...defaults, ...more })).map(({ folder }) => folder);

test('a stage brings those before it', () => {
  expect(foldersOf({ stage: 'glue' })).toEqual(expect.arrayContaining(['stage/observe', 'stage/glue']));
  expect(foldersOf({ stage: 'observe' })).toContain('stage/observe');
  expect(foldersOf({ stage: 'observe' })).not.toContain('stage/glue');
});

test('an exact stage cell is for that stage alone', () => {
  expect(foldersOf({ stage: 'observe' })).toContain('start/legacy/with/stage/=observe');
  expect(foldersOf({ stage: 'glue' })).toContain('start/legacy/with/stage/=glue');
  expect(foldersOf({ stage: 'glue' })).not.toContain('start/legacy/with/stage/=observe');
});

test('a derived answer selects its own layer, its cells and the row of the resources table', () => {
  expect(foldersOf({ start: 'legacy', database: 'dynamodb' })).toEqual(
    expect.arrayContaining([
      'host/postgres',
      'dialect/sql',
      'dialect/sql/with/state/native',
      'start/legacy/with/dialect/sql',
      'provider/aws/resources/native.single',
    ]),
  );
});
