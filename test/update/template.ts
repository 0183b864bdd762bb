import type { Tree, TreeFile } from '../../src/tree/tree.ts';
import { fits, numbersFrom } from './files.ts';
import type { Change, History, templateChanges } from './history.ts';
import { contentFor, editBytes, makeContent } from './text.ts';

/** The places that files of templates and of users have: few enough that they meet. */
const places = [
  'README.md',
  'package.json',
  '.env.example',
  'deploy/serverless.yml',
  'deploy/us.tf',
  'deploy/eu.tf',
  'src/a.ts',
  'src/b.ts',
  'src/c.ts',
  'src/db/pool.ts',
  'src/db/query.ts',
  'src/db',
  'src/B.ts',
  'docs/über uns.md',
  'docs/with space.md',
  'docs/日本.md',
  'docs/a"quote.md',
  'bin/run.sh',
  'bin/stop',
  'assets/logo.bin',
  'assets/deep/er/still.bin',
  'conf',
  'conf/x.yml',
  'conf/deep/y.yml',
  'notes.txt',
  '.gitattributes.md',
  'z',
] as const;

/** The first template of a history. */
export function firstTemplate({ files }: History): Tree {
  const tree = new Map<string, TreeFile>();
  for (const { path: at, content, lines, seed, executable, sample } of files) {
    const path = placeFor(tree, at);
    if (path === undefined) continue;
    tree.set(path, {
      bytes: contentFor(path, content, lines, seed),
      executable,
      id: `base/${path}`,
      role: sample ? 'sample' : 'frame',
    });
  }
  return tree;
}

/** The next template. `version` makes the ids of new files its own. */
export function nextTemplate(
  tree: Tree,
  changes: readonly Change<(typeof templateChanges)[number]>[],
  version: number,
): Tree {
  const next = new Map(tree);
  changes.forEach((change, n) => {
    changeTemplate(next, { ...change, id: `v${version}.${n}` });
  });
  return next;
}

type Next = Map<string, TreeFile>;

function changeTemplate(
  tree: Next,
  { kind, at, to, seed, id }: Change<(typeof templateChanges)[number]> & { id: string },
): void {
  const paths = [...tree.keys()];
  const path = paths[at % Math.max(1, paths.length)];
  const file = path === undefined ? undefined : tree.get(path);
  const fresh = (bytes: Uint8Array, place: string): TreeFile => ({
    bytes,
    executable: false,
    id: `${id}/${place}`,
    role: 'frame',
  });
  if (kind === 'add' || !file || path === undefined) {
    const place = placeFor(tree, to);
    if (place !== undefined) tree.set(place, fresh(contentFor(place, 'text', 3 + (seed % 20), seed), place));
    return;
  }
  const edited = () => edit(path, file, seed);
  const moveTo = (place: string | undefined, moved: TreeFile) => {
    if (place === undefined) return;
    tree.delete(path);
    tree.set(place, moved);
  };
  const other = paths[to % paths.length] ?? path;
  const otherFile = tree.get(other) ?? file;
  switch (kind) {
    case 'edit':
      tree.set(path, edited());
      return;
    case 'remove':
      tree.delete(path);
      return;
    case 'rename':
      moveTo(placeFor(tree, to), file);
      return;
    case 'rename and edit':
      moveTo(placeFor(tree, to), edited());
      return;
    case 'mode':
      tree.set(path, { ...file, executable: !file.executable });
      return;
    case 'refill':
      tree.set(path, fresh(seed % 2 === 0 ? edited().bytes : makeContent('text', 5 + (seed % 9), seed), path));
      return;
    case 'swap':
      tree.set(path, otherFile);
      tree.set(other, seed % 2 === 0 ? file : edited());
      return;
    case 'shift': {
      const place = placeFor(tree, seed);
      if (place === undefined || other === path) return;
      tree.delete(path);
      tree.set(place, otherFile);
      tree.set(other, file);
      return;
    }
    case 'look-alike': {
      const place = placeFor(tree, to);
      if (place !== undefined) moveTo(place, fresh(edited().bytes, place));
      return;
    }
    case 'file to folder': {
      tree.delete(path);
      const place = `${path}/inner.txt`;
      tree.set(place, seed % 2 === 0 ? file : fresh(file.bytes, place));
      return;
    }
    case 'folder to file': {
      const folder = path.split('/')[0] ?? path;
      for (const below of paths) if (below.startsWith(`${folder}/`)) tree.delete(below);
      if (fits(folder, tree)) tree.set(folder, fresh(makeContent('text', 4, seed), folder));
    }
  }
}

function edit(path: string, file: TreeFile, seed: number): TreeFile {
  const next = numbersFrom(seed);
  const kind = (['insert', 'change', 'change', 'cut'] as const)[next(4)] ?? 'change';
  return { ...file, bytes: editBytes(path, Buffer.from(file.bytes), kind, 'theirs', seed) };
}

/** A free place, `undefined` where all that were tried are taken. */
export function placeFor(files: ReadonlyMap<string, unknown>, at: number): string | undefined {
  return [0, 1, 2, 3].map((n) => places[(at + n * 5) % places.length] ?? 'z').find((path) => fits(path, files));
}
