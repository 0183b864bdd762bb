import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allIds } from '../../src/layers/ids.ts';
import { openPack } from '../../src/layers/pack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const released = `${root}templates/released`;

/** Ids that a version dropped on purpose, one a line, each with its reason after a tab. */
const retired = readFileSync(`${released}/retired.tsv`, 'utf8')
  .split('\n')
  .map((line) => line.split('\t')[0]);

test('a released id never vanishes undeclared', () => {
  const today = new Set([...allIds(openPack(`${root}dist/templates.pack`)), ...retired]);
  const gone = readdirSync(released)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(`${released}/${name}`, 'utf8').trim().split('\n'))
    .filter((id) => !today.has(id));
  expect(gone).toEqual([]);
});

test('no two files have one id', () => {
  const ids = allIds(openPack(`${root}dist/templates.pack`));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});
