/**
 * The median of ratios, and its confidence interval. `low` is 0 and `high` infinite when there are too few ratios for
 * an interval.
 */
export type RatioInterval = { readonly ratio: number; readonly low: number; readonly high: number };

/** Where an interval lies relative to a limit. */
export type Side = 'below' | 'above' | 'open';

/**
 * The numbers of ratios at which the interval is looked at. Each look can give a wrong result, so there are few. The
 * distance between looks grows with the work that is done already.
 */
export const looks: readonly number[] = [8, 12, 16, 22, 30, 40, 54, 72, 96, 128, 170, 226, 300, 400];

/** The number of ratios of the longest comparison. */
export const lastLook = Math.max(...looks);

/**
 * The probability that one look is wrong on one side. Over all looks 5 % of runs are wrong on each side, so the
 * interval has a confidence of 90 %, however often it was looked at. A simulation gave this number. It holds for any
 * distribution of the ratios in which chance makes a ratio too large as often as too small by the same factor.
 */
const level = 0.0073;

/**
 * The confidence interval for the median of `ratios`, one ratio per pair of runs. It holds the values that Wilcoxon's
 * signed-rank test does not reject for the logarithms. The test uses the rank of a ratio and not its size, so a ratio
 * of a disturbed run, a hundred times too large, changes little.
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

/** On which side of the limit the whole interval lies. `open` when the limit is inside. */
export function sideOf({ low, high }: RatioInterval, limit: number): Side {
  if (high <= limit) return 'below';
  return low > limit ? 'above' : 'open';
}

/** The mean of every pair of values, including each value with itself, sorted. */
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

/**
 * How many means are outside the interval on each side. It is the largest sum of ranks that chance stays below with at
 * most the probability `level`.
 */
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

/** The probability of each sum of signed ranks, when a fair coin decides for each rank whether it counts. */
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
