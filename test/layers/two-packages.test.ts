import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importsOf } from './import-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Sources = readonly (readonly [path: string, text: string])[];

function sourcesBelow(...folders: string[]): Sources {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path.replaceAll('\\', '/')))
      .filter((path) => /\.[cm]?[jt]s$/.test(path))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
  );
}

/** Imports of a package by its name, or of a file that is not below `home`. */
function strangers(sources: Sources, other: string, isHome: (path: string) => boolean): string[] {
  return sources.flatMap(([path, text]) =>
    importsOf(text)
      .filter((from) => from === other || from.startsWith(`${other}/`) || leaves(path, from, isHome))
      .map((from) => `${path} imports ${from}`),
  );
}

function leaves(path: string, from: string, isHome: (path: string) => boolean): boolean {
  return from.startsWith('.') && !isHome(normalize(join(path, '..', from)));
}

const below = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const notLocal = (path: string) => !path.startsWith('local/');

test('the library imports nothing of the tool', () => {
  const sources = [
    ...sourcesBelow('local/src'),
    ['local/bin.js', readFileSync(join(root, 'local/bin.js'), 'utf8')],
  ] as Sources;
  expect(sources.length).toBeGreaterThan(50);
  expect(strangers(sources, 'create-serverless-workshop', below('local'))).toEqual([]);
});

test('the tool imports nothing of the library', () => {
  const sources = sourcesBelow('src', 'generators');
  expect(sources.length).toBeGreaterThan(50);
  expect(strangers(sources, 'serverless-workshop', notLocal)).toEqual([]);
});

test('what the rules see: the name, a subpath, a path into the other folder; not a name that only begins alike', () => {
  const text = (from: string): Sources => [['src/a.ts', `import { a } from '${from}';\n`]];
  expect(strangers(text('serverless-workshop'), 'serverless-workshop', notLocal)).toHaveLength(1);
  expect(strangers(text('serverless-workshop/local'), 'serverless-workshop', notLocal)).toHaveLength(1);
  expect(strangers(text('../local/src/repo.ts'), 'serverless-workshop', notLocal)).toHaveLength(1);
  expect(strangers(text('serverless-workshops'), 'serverless-workshop', notLocal)).toEqual([]);
  expect(strangers([['local/src/a.ts', "import '../../src/bin.ts';\n"]], 'x', below('local'))).toHaveLength(1);
});
