import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import type { Axis } from '../../src/layers/axes.ts';
import { check } from '../../src/layers/check.ts';
import { composeRepo } from '../../src/layers/compose.ts';
import { derive } from '../../src/layers/derive.ts';
import { openPack } from '../../src/layers/pack.ts';
import { layersOf } from '../../src/layers/registry.ts';
import type { Tree } from '../../src/tree/tree.ts';
import { cyclesIn, type ImportGraph, importGraph, importsOf } from './import-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function sourcesBelow(...folders: string[]): Map<string, string> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path.replaceAll('\\', '/')),
    ),
  );
  const files = paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
  return new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const sources = new Map([
  ['plopfile.ts', readFileSync(join(root, 'plopfile.ts'), 'utf8')],
  ...sourcesBelow('src', 'generators'),
]);
const graph = importGraph(sources);

/** What the files of each room may import; the rooms of `src/` and `generators/`. */
const house: Readonly<Record<string, readonly string[]>> = {
  bin: ['generators', 'questions', 'repo', 'layers', 'errors'],
  plopfile: ['generators', 'questions', 'repo', 'layers', 'errors'],
  generators: ['generators', 'questions', 'repo', 'exercises', 'layers', 'tree', 'errors'],
  questions: ['questions', 'layers', 'tree', 'errors'],
  repo: ['repo', 'layers', 'tree', 'errors'],
  exercises: ['exercises', 'repo', 'layers', 'tree', 'errors'],
  layers: ['layers', 'tree', 'errors'],
  tree: ['tree', 'errors'],
  errors: [],
};

/** What the rooms of an update may import of each other. The files above them may import all. */
const updateRooms: Readonly<Record<string, readonly string[]>> = {
  git: ['git'],
  merge: ['merge', 'git'],
  recover: ['recover', 'git', 'told'],
  plan: ['plan', 'recover', 'merge', 'git'],
  apply: ['apply', 'plan', 'recover', 'merge', 'git', 'told'],
};

/** `layers/x.ts` → `layers`; `bin.ts` → `bin`. */
function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : path.replace(/\.ts$/, '');
}

/** Each import that a room may not have, in words. Files below `folder` are asked, and a room without rules may import all. */
function wrongWay(imports: ImportGraph, folder: string, rooms: Readonly<Record<string, readonly string[]>>): string[] {
  const inside = (path: string) => (path.startsWith(folder) ? roomOf(path.slice(folder.length)) : undefined);
  return [...imports].flatMap(([file, targets]) => {
    const may = rooms[inside(file) ?? ''];
    const wrong = targets.filter(
      (target) => may && inside(target) !== undefined && !may.includes(inside(target) ?? ''),
    );
    return wrong.map((target) => `${file} imports ${target}`);
  });
}

/** The house as one folder: `src/` is no room. */
const flat: ImportGraph = new Map(
  [...graph].map(([file, targets]) => [withoutSrc(file), targets.map((target) => withoutSrc(target))]),
);

function withoutSrc(path: string): string {
  return path.replace(/^src\//, '');
}

test('imports run one way, those of types too', () => {
  expect([...new Set([...flat.keys()].map(roomOf))].filter((room) => !(room in house))).toEqual([]);
  expect(wrongWay(flat, '', house)).toEqual([]);
});

test('the rooms of an update are imported one way', () => {
  expect(wrongWay(graph, 'src/repo/update/', updateRooms)).toEqual([]);
});

test('no imports run in a circle, those of types included', () => {
  expect(cyclesIn(graph)).toEqual([]);
  expect(cyclesIn(importGraph(sourcesBelow('local/src')))).toEqual([]);
});

test('what the rules see: values, types, what is loaded later; not the text of a file that is made', () => {
  const text = [
    `import { a } from './a.ts';`,
    `import type { B } from './b.ts';`,
    `import {\n  c,\n  type D,\n} from './c.ts';`,
    `export type { E } from './e.ts';`,
    `import './f.ts';`,
    `const g = await import('./g.ts');`,
    `type H = import('./h.ts').H;`,
    'const made = `',
    `import { i } from './i.ts';`,
    '`;',
  ].join('\n');
  expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './c.ts', './e.ts', './f.ts', './g.ts', './h.ts']);
  const circle = new Map([
    ['src/layers/a.ts', `import type { B } from '../repo/b.ts';`],
    ['src/repo/b.ts', `import type { C } from '../layers/c.ts';`],
    ['src/layers/c.ts', `import type { A } from './a.ts';`],
  ]);
  const found = importGraph(circle);
  expect(cyclesIn(found)).toEqual([['src/layers/a.ts', 'src/repo/b.ts', 'src/layers/c.ts', 'src/layers/a.ts']]);
  expect(wrongWay(found, 'src/', house)).toEqual(['src/layers/a.ts imports src/repo/b.ts']);
});

test.each([
  ['@clack/prompts', 'src/questions/ask.ts'],
  ['execa', 'src/repo/git/run-program.ts'],
  ['handlebars', 'no file that ships'],
])('%s has one door', (name, door) => {
  const users = [...sources].filter(([, source]) =>
    importsOf(source).some((from) => from === name || from.startsWith(`${name}/`)),
  );
  for (const [file] of users) expect(file, file).toBe(door);
});

test('no imports of a made repo run in a circle, those of types included', () => {
  const pack = openPack(join(root, 'dist/templates.pack'));
  const found = new Set<string>();
  for (const answers of validAnswers()) {
    const tree = composeRepo(derive(answers), { version: '0.0.0', spec: '0.0.0', library: '0.0.0' }, pack);
    for (const circle of cyclesIn(importGraph(sourcesOf(tree), packagesOf(tree)))) {
      found.add(circle.join(' → '));
    }
  }
  expect([...found]).toEqual([]);
});

/** Every start at every stage on every database: what a made repo's imports depend on. */
function validAnswers(): Answers[] {
  const ids = (axis: Axis) => layersOf(axis).map(({ id }) => id);
  const all = ids('start').flatMap((start) =>
    ids('stage').flatMap((stage) =>
      ids('database').map((database) => ({ name: 'sample-shop', ...defaults, start, stage, database }) as Answers),
    ),
  );
  return all.filter((answers) => check(derive(answers)).length === 0);
}

function sourcesOf(tree: Tree): Map<string, string> {
  const files = [...tree].filter(([path]) => path.endsWith('.ts'));
  return new Map(files.map(([path, { bytes }]) => [path, Buffer.from(bytes).toString('utf8')]));
}

/** The files that the names of a repo's own packages mean: `@app/core`, `@app/core/testing`. */
function packagesOf(tree: Tree): Map<string, string> {
  const packages = new Map<string, string>();
  for (const [path, { bytes }] of tree) {
    if (!/^(packages|services)\/[^/]+\/package\.json$/.test(path)) continue;
    const { name, exports = {} } = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
      name: string;
      exports?: Record<string, string>;
    };
    for (const [way, file] of Object.entries(exports)) packages.set(join(name, way), join(dirname(path), file));
  }
  return packages;
}
