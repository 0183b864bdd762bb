import { type Answers, defaults } from '../layers/answers.ts';
import { type Axis, axes } from '../layers/axes.ts';
import { check, type Invalid } from '../layers/check.ts';
import { derive } from '../layers/derive.ts';
import { presentIds } from './planned.ts';

/** Answers whose ids exist, one per axis. Some may be open. */
export type Given = { readonly [A in Axis]?: string };

/**
 * Fills the open axes so that all answers can be combined, with the defaults where possible. Answers `undefined` when
 * nothing fits. The given ids must exist in this version.
 */
export function complete(given: Given): Omit<Answers, 'name'> | undefined {
  const open = axes.filter((axis) => given[axis] === undefined);
  const fill = (at: number, so: Given): Given | undefined => {
    const axis = open[at];
    if (axis === undefined) return invalidPairs(so).length === 0 ? so : undefined;
    for (const id of fallbackFirst(axis)) {
      const full = fill(at + 1, { ...so, [axis]: id });
      if (full) return full;
    }
    return undefined;
  };
  return fill(0, given) as Omit<Answers, 'name'> | undefined;
}

/** The pairs that cannot be combined when the open axes get their defaults. */
export function invalidPairs(given: Given): Invalid[] {
  return check(derive({ name: 'any', ...defaults, ...given } as Answers));
}

/** The ids of an axis that can be combined with the answers given. The answer on that axis itself is ignored. */
export function validIds(axis: Axis, given: Given): string[] {
  return presentIds(axis).filter((id) => complete({ ...given, [axis]: id }) !== undefined);
}

function fallbackFirst(axis: Axis): string[] {
  const ids = presentIds(axis);
  const first = ids.filter((id) => id === defaults[axis]);
  return [...first, ...ids.filter((id) => id !== defaults[axis])];
}
