import { WorkshopError } from '../errors.ts';
import { type AnyAxis, type Axis, axes } from '../layers/axes.ts';
import { allowedWith } from '../layers/check.ts';
import { layerOf } from '../layers/registry.ts';
import { complete, type Given, invalidPairs, validIds } from './complete.ts';
import { endedProduct } from './ended.ts';
import { nearest } from './nearest.ts';
import { plannedIds, presentIds } from './planned.ts';

/**
 * Checks answers as the user typed them. Throws `refused` for a product that has ended, for an id that does not exist
 * or is not in this version, and for answers that cannot be combined.
 */
export function accept(typed: Given): Given {
  for (const axis of axes) {
    const id = typed[axis];
    if (id !== undefined) acceptId(axis, id, typed);
  }
  if (complete(typed) === undefined) throw notTogether(typed);
  return typed;
}

function acceptId(axis: Axis, id: string, typed: Given): void {
  const present = presentIds(axis);
  if (present.includes(id)) return;
  const has = `It has: ${present.join(', ')}.`;
  const ended = endedProduct(id);
  if (ended) {
    throw new WorkshopError(
      'refused',
      `${ended.name} ${ended.what} in ${ended.year}; --${axis} ${id} cannot be chosen.`,
      {
        hint: `Its successor here: ${ended.successor}.`,
      },
    );
  }
  const planned = plannedIds(axis);
  if (planned.includes(id)) {
    const also = offeredOnly(axis, id, typed);
    throw new WorkshopError('refused', [`--${axis} ${id} is not in this version.`, ...also].join(' '), { hint: has });
  }
  const meant = nearest(id, [...present, ...planned]);
  const shown = JSON.stringify(id.length > 40 ? `${id.slice(0, 40)}…` : id);
  throw new WorkshopError('refused', `There is no ${axis} ${shown}.`, {
    hint:
      meant === undefined
        ? has
        : `Did you mean ${meant}?${planned.includes(meant) ? ` (It is planned, not in this version.)` : ''} ${has}`,
  });
}

/** Lines about where an id is offered, for the answers given. This version does not have the id with them. */
function offeredOnly(axis: Axis, id: string, typed: Given): string[] {
  return limitsOn(axis, typed)
    .filter(({ allowed }) => !allowed.includes(id))
    .map(offered);
}

/** Where a chosen layer is offered: with `allowed` on the axis `by`. */
type Limit = {
  readonly axis: AnyAxis | 'base';
  readonly id: string;
  readonly by: AnyAxis;
  readonly allowed: readonly string[];
};

/** What the given answers allow on an axis, one entry for each answer that limits it. */
function limitsOn(by: AnyAxis, typed: Given): Limit[] {
  return axes.flatMap((axis) => {
    const id = typed[axis];
    if (axis === by || id === undefined || !presentIds(axis).includes(id)) return [];
    const allowed = allowedWith(layerOf(axis, id), by);
    return allowed === undefined ? [] : [{ axis, id, by, allowed }];
  });
}

function notTogether(typed: Given): WorkshopError {
  const reasons = invalidPairs(typed).flatMap(({ layer, axis: by, id, allowed }) => {
    // When the axis has no answer, the conflict comes from other answers that limit it. Their limits are the reason to
    // show.
    if (typed[by as Axis] === undefined) return limitsOn(by, typed).map(offered);
    const { axis } = layer;
    return [`--${axis} ${layer.id} does not go with --${by} ${id}.`, offered({ axis, id: layer.id, by, allowed })];
  });
  const open = axes.flatMap((axis) => {
    const { [axis]: given, ...others } = typed;
    const ids = given === undefined ? [] : validIds(axis, others);
    return ids.length === 0 ? [] : [`--${axis} ${ids.join(' or ')}`];
  });
  return new WorkshopError('refused', [...new Set(reasons)].join(' ') || 'These answers do not go together.', {
    hint: open.length === 0 ? 'Change two of them.' : `What goes with the other answers: ${open.join('; or ')}.`,
  });
}

function offered({ axis, id, by, allowed }: Limit): string {
  return `${axis} ${id} is offered on ${by} ${allowed.join(', ')} only.`;
}
