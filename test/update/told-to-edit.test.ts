import { afterAll, describe, expect, test } from 'vitest';
import { axes, stageOrder } from '../../src/layers/axes.ts';
import type { Tree } from '../../src/tree/tree.ts';
import { nameOf, validCombinations } from '../matrix/combinations.ts';
import { renderCombination } from '../matrix/compose.ts';
import { decided, type Edit, editAnywhere, longConflicts, lostLines, type Met, moveOn } from './every-edit.ts';
import type { File } from './files.ts';
import { keptTree } from './kept-version.ts';
import { placesThatTell } from './places-that-tell.ts';
import { freshRepo } from './scene.ts';
import { notToEdit, refilledBy, toldToEdit } from './told-to-edit.ts';
import { World } from './world.ts';

const world = new World();
afterAll(() => world.remove());
const version = '0.2.0';
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');
const isTold = (path: string) => toldToEdit.some((told) => told.path.test(path));

test('every place that tells people to edit a file is in the list', () => {
  const places = validCombinations.flatMap((combination) => placesThatTell(renderCombination(combination)));
  const known = (path: string) => isTold(path) || notToEdit.some((one) => one.path.test(path));
  expect([...new Set(places.filter(({ path }) => !known(path)).map(({ path, page }) => `${page}: ${path}`))]).toEqual(
    [],
  );
});

test.each(toldToEdit)('the page that tells to edit it names $names', ({ page, path, names }) => {
  const said = validCombinations.filter((combination) => {
    const tree = renderCombination(combination);
    const pages = [...tree].filter(([one]) => page.test(one));
    return [...tree.keys()].some((one) => path.test(one)) && pages.some(([, { bytes }]) => text(bytes).includes(names));
  });
  expect(said.length).toBeGreaterThan(0);
});

/** Edits every text file of a repo that has no edit yet: as it is told to be edited, or else anywhere. */
function editAll(files: Map<string, File>, tree: Tree, seen: Set<string>): void {
  for (const [path, { bytes, mode }] of files) {
    if (!tree.has(path) || seen.has(path) || bytes.includes(0)) continue;
    const told = toldToEdit.filter((one) => one.path.test(path)).map(({ edit }) => edit);
    const edits: readonly Edit[] = told.length > 0 ? told : [editAnywhere(path)];
    files.set(path, { mode, bytes: Buffer.from(edits.reduce((sofar, edit) => edit(sofar), text(bytes))) });
    seen.add(path);
  }
}

/** What became of every file that was edited, when one template took the place of another. */
async function edited(
  files: Map<string, File>,
  from: Tree,
  to: Tree,
): Promise<{ met: Met[]; after: Map<string, File> }> {
  const { steps, after } = await moveOn(world, files, { tree: to, version });
  const met = [...files].flatMap(([path, { bytes }]): Met[] => {
    const was = from.get(path);
    if (!was) return [];
    const will = to.get(path);
    const now = after.get(path);
    return [
      {
        path,
        base: text(was.bytes),
        edited: text(bytes),
        ...(will && { theirs: text(will.bytes) }),
        ...(now && { after: text(now.bytes) }),
        conflict: steps.some((step) => step.path === path && step.fate === 'conflict'),
      },
    ];
  });
  return { met, after };
}

const walks = validCombinations.filter(({ stage, telemetry }) => stage === 'observe' && telemetry === 'otlp');

describe.each(walks.map((first) => ({ name: nameOf(first), first })))('$name and on to the last stage', ({ first }) => {
  test('an edit of what a page tells to edit never conflicts, any other in the lines that both touched, and none is lost', async () => {
    let tree = renderCombination(first);
    let files = freshRepo({ tree, version });
    const seen = new Set<string>();
    for (const stage of stageOrder.slice(1)) {
      editAll(files, tree, seen);
      const next = renderCombination({ ...first, stage });
      const { met, after } = await edited(files, tree, next);
      expect(met.flatMap(lostLines), stage).toEqual([]);
      expect(
        met.filter(({ path, conflict }) => conflict && isTold(path)).map(({ path }) => path),
        stage,
      ).toEqual([]);
      const long = met.filter((one) => longConflicts(one).length > 0).map(({ path }) => path);
      // The one file whose comment says that a stage replaces it.
      expect(
        long.filter((path) => !path.endsWith('/at-this-stage.ts')),
        stage,
      ).toEqual([]);
      files = new Map(
        [...after].map(([path, file]) => [path, tree.has(path) && file.mode !== '120000' ? decided(file) : file]),
      );
      tree = next;
    }
    expect(seen.size).toBeGreaterThan(250);
  });
});

/** Every change of one answer, once: with the other answers as they come first. */
const changes = axes
  .filter((axis) => axis !== 'stage')
  .flatMap((axis) => {
    const last = validCombinations.filter(({ stage }) => stage === 'features');
    const pairs = last.flatMap((from) =>
      last
        .filter((to) => axes.every((one) => (one === axis) === (from[one] !== to[one])))
        .map((to) => ({ axis, from, to })),
    );
    const key = ({ from, to }: (typeof pairs)[number]) => `${from.start} ${from[axis]} ${to[axis]}`;
    return pairs.filter((pair, at) => pairs.findIndex((one) => key(one) === key(pair)) === at);
  });

test.each(
  changes.map((one) => ({
    ...one,
    name: `${one.from.start}, ${one.axis}: ${one.from[one.axis]} → ${one.to[one.axis]}`,
  })),
)('$name: an edit of what a page tells to edit merges by lines, and none is lost', async ({ axis, from, to }) => {
  const [before, next] = [renderCombination(from), renderCombination(to)];
  const files = freshRepo({ tree: before, version });
  editAll(files, before, new Set());
  const { met } = await edited(files, before, next);
  expect(met.flatMap(lostLines)).toEqual([]);
  const long = met.filter((one) => longConflicts(one).length > 0).map(({ path }) => path);
  expect(long.filter((path) => isTold(path) && !refilledBy[axis]?.includes(path))).toEqual([]);
});

test('the list of what another answer refills has each such file that a page tells to edit, and no other', () => {
  const refilled = changes.flatMap(({ axis, from, to }) => {
    const next = renderCombination(to);
    return [...renderCombination(from)]
      .filter(([path, { id }]) => isTold(path) && next.has(path) && next.get(path)?.id !== id)
      .map(([path]) => `${axis} ${path}`);
  });
  const named = Object.entries(refilledBy).flatMap(([axis, paths]) => paths.map((path) => `${axis} ${path}`));
  expect([...new Set(refilled)].sort()).toEqual(named.sort());
});

const seams = { legacy: 'services/legacy-shop/src/after-order.ts', greenfield: 'services/shop/src/after-order.ts' };
const addField: Edit = (seam) => seam.replace('data: order,', 'data: { ...order, gift: true },');

/** A template of these files of another one alone. */
function only(tree: Tree, paths: readonly string[]): Tree {
  return new Map([...tree].filter(([path]) => paths.includes(path)));
}

describe.each(['legacy', 'greenfield'] as const)(
  'the seam of %s as 0.1.0 had it, a whole copy for each stage',
  (start) => {
    const path = seams[start];
    const old = (stage: string) =>
      only(keptTree('0.1.0', `${start}-postgres${stage === 'glue' ? '' : `-${stage}`}`), [path, 'docs/map.mmd']);
    const withField = (stage: string) => {
      const files = freshRepo({ tree: old(stage), version });
      for (const [one, edit] of [
        [path, addField],
        ['docs/map.mmd', editAnywhere('docs/map.mmd')],
      ] as const) {
        files.set(one, { mode: '100644', bytes: Buffer.from(edit(text(files.get(one)?.bytes))) });
      }
      return files;
    };

    test('is a conflict of two whole files at the next stage: what the walks above do not allow', async () => {
      const { met } = await edited(withField('glue'), old('glue'), old('tasks'));
      expect(met.filter((one) => longConflicts(one).length > 0).map((one) => one.path)).toContain(path);
    });

    test.each(stageOrder)(
      'comes over to today at %s: its event and the map in the lines that both touched',
      async (stage) => {
        const today = renderCombination({ start, stage });
        const { met } = await edited(withField(stage), old(stage), today);
        expect(met).toHaveLength(2);
        expect(met.flatMap(lostLines)).toEqual([]);
        expect(met.flatMap(longConflicts)).toEqual([]);
      },
    );
  },
);
