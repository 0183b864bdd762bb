import { type ByRegion, mergeRegions } from './by-region.ts';

/**
 * A set in which an addition wins over a removal that has not seen it. Every addition has a number of its region. `items` keeps, for each
 * item, the additions that nobody removed; `seen` says up to which number of each region this copy has seen additions. So a removal leaves
 * nothing behind, and the size depends on the items that are in the set, never on the history.
 */
export type AddWinsSet = {
  readonly policy: 'set';
  readonly seen: ByRegion<number>;
  readonly items: readonly (readonly [item: string, additions: ByRegion<number>])[];
};

/** A set without items. */
export const noItems: AddWinsSet = { policy: 'set', seen: {}, items: [] };

/** Adds items. The new addition of an item stands for all that this copy has seen. */
export function addItems(set: AddWinsSet, added: readonly string[], region: string): AddWinsSet {
  const items = new Map(set.items);
  let addition = set.seen[region] ?? 0;
  for (const item of added) {
    addition++;
    items.set(item, { [region]: addition });
  }
  return { policy: 'set', seen: { ...set.seen, [region]: addition }, items: inOrder(items) };
}

/** Removes items with all their additions that this copy has seen. */
export function removeItems(set: AddWinsSet, removed: readonly string[]): AddWinsSet {
  const gone = new Set(removed);
  return { ...set, items: set.items.filter(([item]) => !gone.has(item)) };
}

/** The items, sorted. */
export function itemsOf(set: AddWinsSet): string[] {
  return set.items.map(([item]) => item);
}

/** An addition stays when both copies have it, or when the copy without it has not seen it. A copy that has seen it has removed it. */
export function mergeSets(a: AddWinsSet, b: AddWinsSet): AddWinsSet {
  const inA = new Map(a.items);
  const inB = new Map(b.items);
  const items = new Map<string, ByRegion<number>>();
  for (const item of new Set([...inA.keys(), ...inB.keys()])) {
    const ofA = inA.get(item) ?? {};
    const ofB = inB.get(item) ?? {};
    const additions = { ...stay(ofA, ofB, b.seen), ...stay(ofB, ofA, a.seen) };
    if (Object.keys(additions).length > 0) items.set(item, additions);
  }
  return { policy: 'set', seen: mergeRegions(a.seen, b.seen, Math.max), items: inOrder(items) };
}

function stay(additions: ByRegion<number>, other: ByRegion<number>, seenByOther: ByRegion<number>): ByRegion<number> {
  return Object.fromEntries(
    Object.entries(additions).filter(([region, one]) => one === other[region] || one > (seenByOther[region] ?? 0)),
  );
}

/** In one order, so that equal sets are equal as JSON. */
function inOrder(items: ReadonlyMap<string, ByRegion<number>>): AddWinsSet['items'] {
  return [...items].sort(([one], [other]) => (one < other ? -1 : 1));
}
