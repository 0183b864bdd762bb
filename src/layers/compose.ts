import { overlay } from '../tree/overlay.ts';
import { render, type Source } from '../tree/render.ts';
import type { Tree } from '../tree/tree.ts';
import type { Derived } from './answers.ts';
import { contextOf, type Tool } from './context.ts';
import type { Layer } from './define-layer.ts';
import type { Pack } from './pack.ts';
import { select } from './select.ts';

/** The whole repo in memory: all chosen folders, rendered and laid over each other, sorted by path. */
export function composeRepo(derived: Derived, tool: Tool, pack: Pack): Tree {
  const context = contextOf(derived, tool);
  const tree = overlay(select(derived).map((unit) => render(sourceOf(unit.folder, unit.layer, pack), context)));
  return new Map([...tree].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A folder of the pack, as it is rendered. */
export function sourceOf(folder: string, layer: Pick<Layer, 'sample' | 'was'>, pack: Pack): Source {
  const files = pack.filesOf(folder).map((file) => ({
    path: file.path,
    executable: file.executable,
    ...(file.template ? { parts: pack.partsOf(file) } : { recordEnd: pack.recordEndOf(file) }),
  }));
  return { folder, files, ...(layer.sample && { sample: layer.sample }), ...(layer.was && { was: layer.was }) };
}
