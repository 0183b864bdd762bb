import type { Derived } from './answers.ts';
import type { AnyAxis } from './axes.ts';
import type { Layer } from './define-layer.ts';
import { cellsOf, tableOf } from './registry.ts';
import { rowOf, selectLayers } from './select.ts';

/** Why two answers cannot be combined: `layer` has cells for `allowed` on that axis and none for `id`. */
export type Invalid = {
  readonly layer: Layer;
  readonly axis: AnyAxis;
  readonly id: string;
  readonly allowed: readonly string[];
};

/**
 * The ids of `axis` that a layer can be combined with; `undefined` when it can be combined with all. The folders are
 * the rules: where `with/<axis>/` exists, only the ids in it are valid. A cumulative stage cell means "from this stage
 * on" and restricts nothing.
 */
export function allowedWith(layer: Pick<Layer, 'axis' | 'id'>, axis: AnyAxis): readonly string[] | undefined {
  const restricting = cellsOf(layer).filter((cell) => cell.axis === axis && (axis !== 'stage' || cell.exact));
  return restricting.length === 0 ? undefined : restricting.map((cell) => cell.id);
}

/** All pairs of answers that cannot be combined. Empty for a valid combination. */
export function check(derived: Derived): Invalid[] {
  return selectLayers(derived).flatMap((layer) => {
    const rows = tableOf(layer);
    if (rows && !rows.includes(rowOf(derived))) {
      const kinds = rows.filter((row) => row.endsWith(`.${derived.topology}`)).map((row) => row.split('.')[0] ?? row);
      return [{ layer, axis: 'kind' as const, id: derived.kind, allowed: kinds }];
    }
    const restricted = new Set(cellsOf(layer).map((cell) => cell.axis));
    return [...restricted].flatMap((axis) => {
      const allowed = allowedWith(layer, axis);
      const id = derived[axis];
      return allowed === undefined || allowed.includes(id) ? [] : [{ layer, axis, id, allowed }];
    });
  });
}
