import type { Level } from './escrow.ts';

/**
 * How many units to give to another region so that quota moves ahead of demand: both regions should hold units in proportion to their
 * demand. Nothing moves while the other one has at least half of its share: small differences are not worth a message, and units would go
 * to and fro. Every region counts one more than its demand, so that a region without any demand keeps something for its first customer.
 */
export function share(mine: Level, theirs: Level): number {
  const part = (theirs.demand + 1) / (mine.demand + theirs.demand + 2);
  // A half unit is rounded down: the last unit stays where it is while both want it equally.
  const fair = Math.ceil((mine.free + theirs.free) * part - 0.5);
  return theirs.free < fair / 2 ? fair - theirs.free : 0;
}
