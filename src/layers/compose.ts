import { overlay } from '../tree/overlay.ts';
import { render, type Source } from '../tree/render.ts';
import type { RelPath, Tree, TreeFile } from '../tree/tree.ts';
import type { Derived } from './answers.ts';
import { contextOf, type Tool } from './context.ts';
import type { Layer } from './define-layer.ts';
import type { Pack } from './pack.ts';
import { select } from './select.ts';

/** The whole repo in memory: all chosen folders, rendered and laid over each other, sorted by path. */
export function composeRepo(derived: Derived, tool: Tool, pack: Pack): Tree {
  const context = contextOf(derived, tool);
  const tree = overlay(select(derived).map((unit) => render(sourceOf(unit.folder, unit.layer, pack), context)));
  const sorted = new Map<RelPath, TreeFile>();
  for (const path of [...tree.keys()].sort()) sorted.set(path, tree.get(path) as TreeFile);
  return sorted;
}

/** A folder of the pack, as it is rendered. */
export function sourceOf(folder: string, layer: Pick<Layer, 'sample' | 'was'>, pack: Pack): Source {
  const files = pack.filesOf(folder).map((file) => {
    const { path, executable, template } = file;
    return template ? { path, executable, parts: pack.partsOf(file) } : { path, executable, bytes: pack.bytesOf(file) };
  });
  return { folder, files, ...(layer.sample && { sample: layer.sample }), ...(layer.was && { was: layer.was }) };
}
