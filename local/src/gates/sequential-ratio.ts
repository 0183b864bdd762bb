/** The median of ratios, and an interval that holds it. `low` and `high` are 0 and infinite where there are too few ratios to say anything. */
export type RatioInterval = { readonly ratio: number; readonly low: number; readonly high: number };

/** Where an interval lies to a limit. */
export type Side = 'below' | 'above' | 'open';

/**
 * After so many ratios the interval is looked at. Each look could be wrong, so they are few, and their distance grows with what has been paid for
 * already.
 */
export const looks: readonly number[] = [8, 12, 16, 22, 30, 40, 54, 72, 96, 128, 170, 226, 300, 400];

/** The ratios of the longest comparison. */
export const lastLook = Math.max(...looks);

/**
 * How often one look may be wrong on each side. All looks together are wrong in 5 % of runs on each side, so the interval is one of 90 %, however
 * often it was looked at. The figure comes from a simulation. It does not depend on how the ratios are distributed, where chance alone makes one as
 * much too large as another is too small.
 */
const level = 0.0073;

/**
 * The interval of the median of `ratios`, each from one pair of runs: the values that Wilcoxon's test of signed ranks does not refuse for the
 * logarithms. A run that was disturbed counts for its rank and not for its size, so a ratio of a hundred times the others changes little.
 */
export function ratioInterval(ratios: readonly number[]): RatioInterval {
  const middles = middlesOf(ratios.map(Math.log));
  const cut = cutOf(ratios.length);
  const at = (index: number, otherwise: number) => Math.exp(middles[index] ?? otherwise);
  const half = (middles.length - 1) / 2;
  return {
    ratio: Math.sqrt(at(Math.floor(half), Number.NaN) * at(Math.ceil(half), Number.NaN)),
    low: cut === 0 ? 0 : at(cut - 1, Number.NEGATIVE_INFINITY),
    high: cut === 0 ? Number.POSITIVE_INFINITY : at(middles.length - cut, Number.POSITIVE_INFINITY),
  };
}

/** On which side of the limit the whole interval lies; `open` where the limit is in it. */
export function sideOf({ low, high }: RatioInterval, limit: number): Side {
  if (high <= limit) return 'below';
  return low > limit ? 'above' : 'open';
}

/** The middle of every value with itself and with every later one, sorted. */
function middlesOf(values: readonly number[]): Float64Array {
  const middles = new Float64Array((values.length * (values.length + 1)) / 2);
  let at = 0;
  for (const [i, one] of values.entries()) {
    for (let j = i; j < values.length; j++) {
      middles[at] = (one + (values[j] ?? one)) / 2;
      at += 1;
    }
  }
  return middles.sort();
}

const cuts = new Map<number, number>();

/** How many middles are outside of the interval on each side: the sum of ranks that chance stays under no more often than `level`. */
function cutOf(count: number): number {
  const known = cuts.get(count);
  if (known !== undefined) return known;
  const chances = chancesOf(count);
  let cut = 0;
  let under = chances[0] ?? 1;
  while (under <= level) {
    cut += 1;
    under += chances[cut] ?? 1;
  }
  cuts.set(count, cut);
  return cut;
}

/** The chance of each sum of signed ranks, where each rank counts or does not as a coin falls. */
function chancesOf(count: number): Float64Array {
  const chances = new Float64Array((count * (count + 1)) / 2 + 1);
  chances[0] = 1;
  for (let rank = 1; rank <= count; rank++) {
    for (let sum = (rank * (rank + 1)) / 2; sum >= 0; sum--) {
      const without = chances[sum] ?? 0;
      const counted = sum >= rank ? (chances[sum - rank] ?? 0) : 0;
      chances[sum] = (without + counted) / 2;
    }
  }
  return chances;
}
