import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import { defaults } from '../layers/answers.ts';
import type { Axis } from '../layers/axes.ts';
import { contractPackages, engineFiles } from './new-engine.ts';
import { layerSource, type NewLayer } from './new-layer-source.ts';

/**
 * The axes whose layers fill a slot, which is a package of one name in the generated repo. Layers of other axes add
 * files with their own names.
 */
const slots: Partial<Record<Axis, string>> = {
  database: 'packages/database',
  provider: 'packages/provider',
  telemetry: 'packages/telemetry',
};

/**
 * The result: the paths that were made, the command that runs the layer's contract, and how that run ends before
 * anything is changed.
 */
export type WrittenLayer = { readonly files: readonly string[]; readonly contract: string; readonly begins: string };

/**
 * Makes the folder of a layer in the checkout at `root`, with the contract it must keep: the tests of the slot it
 * fills, or a test that the layer can be composed. Throws `refused` when the folder exists.
 */
export function writeLayer(layer: NewLayer, root: string): WrittenLayer {
  const folder = `templates/${layer.axis}/${layer.id}`;
  if (existsSync(join(root, folder))) {
    throw new WorkshopError('refused', `The layer ${folder} exists.`, { hint: 'Edit it there, or choose another id.' });
  }
  const files = new Map([
    [`${folder}/layer.ts`, layerSource(layer, root)],
    [`${folder}/README.md`, readmeSource(layer)],
    ...(layer.dialect === undefined ? contractOf(layer, folder, root) : engineFiles(layer.id, layer.dialect, root)),
    // These folders name the providers that the database is offered on.
    ...(layer.axis === 'database' && layer.dialect === undefined
      ? [[`${folder}/with/provider/${defaults.provider}/.keep`, ''] as const]
      : []),
  ]);
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  } catch (error) {
    rmSync(join(root, folder), { recursive: true, force: true });
    throw error;
  }
  const begins =
    layer.dialect === undefined
      ? 'red until the layer keeps it'
      : 'green on the server of the engine that it began as; test/layers/engines.test.ts names what is still of that one';
  return { files: [...files.keys()], contract: contractCommand(layer, [...files.keys()]), begins };
}

function contractCommand({ axis, id, dialect }: NewLayer, files: readonly string[]): string {
  const [own] = files.filter((path) => path.startsWith('test/'));
  if (own !== undefined) return `npx vitest run ${own}`;
  const tests = dialect === undefined ? slots[axis] : contractPackages(id).join(' ');
  return `npm run compose -- try --${axis} ${id} && cd .scratch/try && npx vitest run ${tests}`;
}

/** What is wrong with the id of a layer; `undefined` when nothing is wrong. */
export function layerIdProblem(id: string): string | undefined {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)
    ? undefined
    : 'An id has small letters, digits and single dashes, a letter first.';
}

function contractOf(layer: NewLayer, folder: string, root: string): [string, string][] {
  const slot = slots[layer.axis];
  const sibling = join(root, siblingOf(layer.axis), String(slot));
  const tests = slot === undefined ? [] : contractTests(sibling);
  if (tests.length === 0) return [[`test/layers/${layer.axis}-${layer.id}.test.ts`, testSource(layer)]];
  return [
    [`${folder}/files/${slot}/package.json`, slotManifest(readFileSync(join(sibling, 'package.json'), 'utf8'))],
    ...tests.map(([path, text]): [string, string] => [`${folder}/files/${slot}/${path}`, text]),
  ];
}

/** The folder in which the default layer of an axis fills the slot. */
function siblingOf(axis: Axis): string {
  // The default database takes its slot from the statements that it shares with other engines.
  return axis === 'database' ? 'templates/dialect/sql/with/state/sql' : `templates/${axis}/${defaults[axis]}/files`;
}

/**
 * The tests of the default layer that use nothing but the exports of the slot. Every other filling of the slot must
 * pass them.
 */
function contractTests(slot: string): [path: string, text: string][] {
  const folder = join(slot, 'test');
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.test.ts'));
  return paths
    .map((path): [string, string] => [`test/${path.replaceAll('\\', '/')}`, readFileSync(join(folder, path), 'utf8')])
    .filter(([, text]) =>
      [...text.matchAll(/ from '(\.[^']*)'/g)].every(([, from]) => /^(\.\.\/)+src\/index\.ts$/.test(from ?? '')),
    );
}

/**
 * The parts of package.json that every filling of a slot has: the exports, and the packages that its contract needs.
 */
function slotManifest(text: string): string {
  const manifest = JSON.parse(text) as { dependencies?: object; devDependencies?: object };
  const common = (packages: object = {}) =>
    Object.fromEntries(
      Object.entries(packages).filter(([name]) => /^(@app\/(core|contracts|events|local)|vitest)$/.test(name)),
    );
  const { dependencies, devDependencies, ...rest } = manifest;
  const kept = { ...rest, dependencies: common(dependencies), devDependencies: common(devDependencies) };
  return `${JSON.stringify(kept, null, 2)}\n`;
}

function readmeSource({ title, why }: NewLayer): string {
  return `# ${title}\n\n${why}\n\n## What it costs\n\n## What it buys\n\n## What was left out\n`;
}

function testSource({ axis, id }: NewLayer): string {
  return `import { expect, test } from 'vitest';
import { layerOf } from '../../src/layers/registry.ts';
import { renderCombination } from '../matrix/compose.ts';

test('${axis} ${id} composes, and brings files of its own', () => {
  expect(layerOf('${axis}', '${id}').title).not.toBe('');
  const ids = [...renderCombination({ ${axis}: '${id}' }).values()].map((file) => file.id);
  // The page about the choice is not a file that the layer adds to a repo.
  expect(ids.filter((file) => file.startsWith('${axis}/${id}/') && !file.includes('docs/choices/'))).not.toEqual([]);
});
`;
}
