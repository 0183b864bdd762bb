import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layersOf } from '../../src/layers/registry.ts';
import { entriesIn } from '../entries-in.ts';
import { saidIn } from './said.ts';

// Engines of one dialect share its statements. What names one of them outside of its own folders would have to be changed for the next.
const engines = layersOf('database').filter(({ kind }) => kind === 'sql');

const files = ['src', 'generators', 'templates'].flatMap((folder) =>
  entriesIn(folder)
    .filter((entry) => entry.isFile() && !/node_modules/.test(entry.parentPath))
    .map(({ parentPath, name }) => join(parentPath, name).replaceAll('\\', '/')),
);

/** Where an engine is chosen, what is made from its folders, and what an older version was like. */
const registry =
  /^src\/questions\/|^src\/layers\/(answers|derive|[a-z]+\.generated)\.ts$|^templates\/(released\/|catalogue\.json$)|^src\/repo\/update\/plan\/to-/;

/** Files that name one because another tool reads the name there, and there alone. */
const exceptions: Readonly<Record<string, string>> = {
  'templates/base/files/pnpm-workspace.yaml': 'pnpm takes the names of approved install scripts from this one file',
};

function isOwn(path: string, id: string): boolean {
  return new RegExp(`^templates/[^/]+/${id}/|/with/[^/]+/=?${id}/`).test(path);
}

test.each(engines)('no file outside the folders of $id says its name', ({ id, title }) => {
  const name = new RegExp(`${id}|${title}`, 'i');
  const outside = files.filter((path) => !registry.test(path) && !isOwn(path, id));
  expect(outside.filter((path) => name.test(path) || name.test(saidIn(path)))).toEqual(Object.keys(exceptions));
});

test('there are engines, and their own folders do say their names', () => {
  expect(engines.map(({ id }) => id)).toContain('postgres');
  for (const { id } of engines) expect(files.filter((path) => isOwn(path, id)).length).toBeGreaterThan(0);
});
