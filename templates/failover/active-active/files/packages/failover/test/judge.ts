import { isDeepStrictEqual } from 'node:util';
import type { Written } from './history.ts';

/** An edit of each kind of field. */
export type Op =
  | { readonly name: string }
  | { readonly add: string }
  | { readonly remove: string }
  | { readonly by: number }
  | { readonly own: string }
  | { readonly takeOver: true };

/** A name that lost against one that it had replaced: the later edit is gone. */
export function lostName(written: readonly Written<Op>[], name: string): string | undefined {
  const edits = written.flatMap(({ op, seen, id }) => ('name' in op ? [{ id, value: op.name, seen }] : []));
  const kept = edits.filter(({ value }) => value === name);
  const latest = kept.some(({ id }) => !edits.some(({ seen }) => seen.has(id)));
  return edits.length === 0 || latest ? undefined : `${name} was replaced, and is back`;
}

/** An item that was added and not removed by anybody who had seen the addition, or the other way round. */
export function wrongItems(written: readonly Written<Op>[], items: readonly string[]): string | undefined {
  const stays = written.flatMap(({ op, id }) => {
    if (!('add' in op)) return [];
    const removed = written.some(({ op: other, seen }) => 'remove' in other && other.remove === op.add && seen.has(id));
    return removed ? [] : [op.add];
  });
  const expected = [...new Set(stays)].sort();
  return isDeepStrictEqual(expected, items) ? undefined : `${items} instead of ${expected}`;
}

/** A count that is not the sum of all that was counted. */
export function wrongCount(written: readonly Written<Op>[], count: number): string | undefined {
  const expected = written.reduce((sum, { op }) => sum + ('by' in op ? op.by : 0), 0);
  return count === expected ? undefined : `${count} instead of ${expected}`;
}

/** A field with a single writer that does not hold what its last home wrote last. */
export function lostOwn(written: readonly Written<Op>[], own: string, start: string): string | undefined {
  const expected = ownAt(written);
  return own === expected ? undefined : `${own} instead of ${expected}`;

  function ownAt(known: readonly Written<Op>[]): string {
    const change = known.findLast(({ op }) => 'takeOver' in op);
    // A write of the old home that had not heard of the new one loses.
    const last = known.findLast(({ op, seen }) => 'own' in op && (!change || seen.has(change.id)));
    if (last && 'own' in last.op) return last.op.own;
    return change ? ownAt(known.filter(({ id }) => change.seen.has(id))) : start;
  }
}
