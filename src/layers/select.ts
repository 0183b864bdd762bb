import type { Derived } from './answers.ts';
import { axes, derivedAxes, stageReached } from './axes.ts';
import type { Cell } from './cell.ts';
import type { Layer } from './define-layer.ts';
import { cellsOf, folderOf, layerOf, layersOf, tableOf } from './registry.ts';

/** One folder to render: a layer's own files or one of its cells. */
export type Unit = { readonly folder: string; readonly layer: Layer };

/** The layers that the answers choose. Stages are cumulative: `tasks` selects observe, glue and tasks. */
export function selectLayers(derived: Derived): Layer[] {
  const chosen: Layer[] = [layerOf('base', 'base')];
  for (const axis of axes) {
    if (axis === 'stage') chosen.push(...layersOf('stage').filter((layer) => stageReached(derived.stage, layer.id)));
    else chosen.push(layerOf(axis, derived[axis]));
  }
  for (const axis of derivedAxes) {
    const layer = layersOf(axis).find(({ id }) => id === derived[axis]);
    if (layer) chosen.push(layer);
  }
  return chosen;
}

/** The layers and cells that the answers choose, as folders. Their order does not matter. */
export function select(derived: Derived): Unit[] {
  return selectLayers(derived).flatMap((layer) => [
    { folder: folderOf(layer), layer },
    ...cellsOf(layer)
      .filter((cell) => applies(cell, derived))
      .map((cell) => ({ folder: cell.folder, layer })),
    ...(tableOf(layer) ? [{ folder: `${folderOf(layer)}/resources/${rowOf(derived)}`, layer }] : []),
  ]);
}

/** The row of the provider's resources table that the answers need. */
export function rowOf(derived: Pick<Derived, 'kind' | 'topology'>): string {
  return `${derived.kind}.${derived.topology}`;
}

function applies(cell: Cell, derived: Derived): boolean {
  if (cell.axis === 'stage' && !cell.exact) return stageReached(derived.stage, cell.id);
  return derived[cell.axis] === cell.id;
}
