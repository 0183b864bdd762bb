import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allIds } from '../../src/layers/ids.ts';
import { joinedIds } from '../../src/layers/joined-ids.ts';
import { openPack } from '../../src/layers/pack.ts';
import { nameOf, validCombinations } from '../matrix/combinations.ts';
import { renderCombination } from '../matrix/compose.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const released = `${root}templates/released`;

/** Ids that a version dropped on purpose, one a line, each with its reason after a tab. */
const retired = readFileSync(`${released}/retired.tsv`, 'utf8')
  .split('\n')
  .map((line) => line.split('\t')[0]);

test('a released id never vanishes undeclared', () => {
  const today = new Set([...allIds(openPack(`${root}dist/templates.pack`)), ...joinedIds().keys(), ...retired]);
  const gone = readdirSync(released)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(`${released}/${name}`, 'utf8').trim().split('\n'))
    .filter((id) => !today.has(id));
  expect(gone).toEqual([]);
});

test('no two files of a repo have one id', () => {
  for (const combination of validCombinations) {
    // A merged file has the id of its path.
    const ids = [...renderCombination(combination).values()].map(({ id }) => id);
    expect(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      nameOf(combination),
    ).toEqual([]);
  }
});

// Another id in the same place is another file: whoever has edited it gets both whole, and has to choose. A stage is the next version of a file.
test('a file keeps its id from stage to stage, except the one whose comment says that a stage replaces it', () => {
  const changing = new Set<string>();
  const idAt = new Map<string, string>();
  for (const combination of validCombinations) {
    const others = nameOf({ ...combination, stage: 'glue' });
    for (const [path, { id }] of renderCombination(combination)) {
      const place = `${others} ${path}`;
      if ((idAt.get(place) ?? id) !== id) changing.add(path);
      idAt.set(place, id);
    }
  }
  expect([...changing].sort()).toEqual([
    'services/legacy-shop/src/at-this-stage.ts',
    'services/shop/src/at-this-stage.ts',
  ]);
});
