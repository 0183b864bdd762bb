import type { SourceNode } from './source.ts';

/** The merge of three lists as sets: the remaining items in their order, and what changes in the user's list. */
export type MergedSet = {
  readonly items: readonly string[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/**
 * Merges three lists of scalars as sets. Answers `undefined` when one of them is not a set (it holds an item twice,
 * something that is no scalar, or an option of a command line), when both sides replaced the same item differently, or
 * when only the template changed the list and its new order would be lost in a set.
 */
export function mergeSets(base: SourceNode | undefined, ours: SourceNode, theirs: SourceNode): MergedSet | undefined {
  const [inBase, inOurs, inTheirs] = [base?.kind === 'list' ? setOf(base) : [], setOf(ours), setOf(theirs)];
  if (!inBase || !inOurs || !inTheirs) return undefined;
  const removed = inOurs.filter((item) => inBase.includes(item) && !inTheirs.includes(item));
  const added = inTheirs.filter((item) => !inBase.includes(item) && !inOurs.includes(item));
  const bothRemoved = inBase.some((item) => !inOurs.includes(item) && !inTheirs.includes(item));
  const addedByUser = inOurs.some((item) => !inBase.includes(item) && !inTheirs.includes(item));
  if (bothRemoved && addedByUser && added.length > 0) return undefined;
  const both = [...inOurs];
  for (const item of added) both.splice(placeOf(item, both, inTheirs), 0, item);
  const items = both.filter((item) => !removed.includes(item));
  const onlyTheirs = ours.meaning === base?.meaning;
  return onlyTheirs && items.join() !== inTheirs.join() ? undefined : { items, removed, added };
}

/**
 * Where a new key of theirs is inserted among the user's: in sorted position when both lists are sorted, else after the
 * nearest key before it in theirs, else before the nearest key after it, else at the end.
 */
export function placeOf(key: string, ours: readonly string[], theirs: readonly string[]): number {
  if (ours.length > 1 && isSorted(ours) && isSorted(theirs)) {
    const next = ours.findIndex((other) => other > key);
    return next === -1 ? ours.length : next;
  }
  const position = theirs.indexOf(key);
  for (const neighbour of theirs.slice(0, position).reverse()) {
    if (ours.includes(neighbour)) return ours.indexOf(neighbour) + 1;
  }
  const next = theirs.slice(position + 1).find((neighbour) => ours.includes(neighbour));
  return next === undefined ? ours.length : ours.indexOf(next);
}

function setOf(node: SourceNode): string[] | undefined {
  if (node.kind !== 'list' || node.entries.some((entry) => entry.node.kind !== 'scalar')) return undefined;
  const items = node.entries.map(({ key }) => key);
  // An item such as `--port` belongs to the item behind it (`3000`), so the list is no set.
  if (items.some((item) => item.startsWith('"-'))) return undefined;
  return new Set(items).size < items.length ? undefined : items;
}

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || (keys[index - 1] as string) <= key);
}
