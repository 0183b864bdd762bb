import { fragmentOf } from '../tree/merge-includes.ts';
import { overlay } from '../tree/overlay.ts';
import { render, type Source } from '../tree/render.ts';
import type { RelPath, Tree, TreeFile } from '../tree/tree.ts';
import type { Derived } from './answers.ts';
import { type Context, contextOf, type Tool } from './context.ts';
import type { Layer } from './define-layer.ts';
import { deployFilesOf, linesFor } from './functions.ts';
import type { Pack } from './pack.ts';
import { folderOf, providerOf } from './registry.ts';
import { select, type Unit } from './select.ts';

/**
 * Composes the whole repo in memory: renders all chosen folders, adds the deploy files of their functions, lays them
 * over each other, and sorts by path.
 */
export function composeRepo(derived: Derived, tool: Tool, pack: Pack): Tree {
  const context = contextOf(derived, tool);
  const trees = select(derived).flatMap((unit) => {
    const own = render(sourceOf(unit.folder, unit.layer, pack), context);
    return [own, deployTree(own, unit, derived, context, pack)];
  });
  const tree = overlay(trees, providerOf(derived.provider).includes);
  const sorted = new Map<RelPath, TreeFile>();
  for (const path of [...tree.keys()].sort()) sorted.set(path, tree.get(path) as TreeFile);
  return sorted;
}

/** The deploy files of the functions in a rendered folder, and the fragment that lists them for the provider. */
function deployTree(own: Tree, unit: Unit, derived: Derived, context: Context, pack: Pack): Tree {
  const id = derived.provider;
  const provider = providerOf(id);
  const { folder, layer } = unit;
  const { sample, was } = layer;
  const functions = { folder, notes: `${folderOf(layer)}/functions`, ...(sample && { sample }), ...(was && { was }) };
  const { tree, entries } = deployFilesOf(own, functions, { id, provider }, context, pack);
  if (entries.size === 0) return tree;
  const text = fragmentOf(linesFor(provider, entries));
  const fragment = { bytes: Buffer.from(text, 'utf8'), executable: false, id: folder, role: 'frame' } as const;
  return new Map([...tree, [provider.includes.path, fragment]]);
}

/** A folder of the pack, ready to render. */
export function sourceOf(folder: string, layer: Pick<Layer, 'sample' | 'was'>, pack: Pack): Source {
  const files = pack.filesOf(folder).map((file) => {
    const { path, executable, template } = file;
    return template ? { path, executable, parts: pack.partsOf(file) } : { path, executable, bytes: pack.bytesOf(file) };
  });
  return { folder, files, ...(layer.sample && { sample: layer.sample }), ...(layer.was && { was: layer.was }) };
}
