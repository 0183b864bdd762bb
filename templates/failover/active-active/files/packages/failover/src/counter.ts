import { type ByRegion, mergeRegions, sum } from './by-region.ts';

/** How far each region has counted up and down. A region changes its own two numbers only. */
export type Counter = { readonly policy: 'counter'; readonly up: ByRegion<number>; readonly down: ByRegion<number> };

/** A counter at 0. */
export const noCount: Counter = { policy: 'counter', up: {}, down: {} };

/** Counts up by `by`, or down where it is negative. */
export function count(seen: Counter, by: number, region: string): Counter {
  const way = by < 0 ? 'down' : 'up';
  const total = (seen[way][region] ?? 0) + Math.abs(by);
  if (!Number.isSafeInteger(total)) throw new RangeError(`A counter takes whole numbers that stay exact, not ${by}.`);
  return { ...seen, [way]: { ...seen[way], [region]: total } };
}

/** What all regions have counted together. */
export function countOf({ up, down }: Counter): number {
  return sum(up) - sum(down);
}

/** For each region the larger numbers: its own count only grows. */
export function mergeCounters(a: Counter, b: Counter): Counter {
  return { policy: 'counter', up: mergeRegions(a.up, b.up, Math.max), down: mergeRegions(a.down, b.down, Math.max) };
}
