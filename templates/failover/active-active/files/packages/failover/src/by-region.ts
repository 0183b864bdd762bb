/** A value for each region. */
export type ByRegion<T> = { readonly [region: string]: T };

/** The values of all regions; `pick` decides where both sides have one. */
export function mergeRegions<T>(a: ByRegion<T>, b: ByRegion<T>, pick: (a: T, b: T) => T): ByRegion<T> {
  const merged = new Map(Object.entries(a));
  for (const [region, theirs] of Object.entries(b)) {
    const mine = merged.get(region);
    merged.set(region, mine === undefined ? theirs : pick(mine, theirs));
  }
  return Object.fromEntries(merged);
}

/** The sum over all regions. */
export function sum(numbers: ByRegion<number>): number {
  return Object.values(numbers).reduce((total, one) => total + one, 0);
}
