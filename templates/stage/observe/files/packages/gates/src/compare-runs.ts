import type { Verdict } from './check.ts';

/** One leg of a round: answers a figure that is better when it is smaller, for example a p95 in milliseconds. */
export type Leg = () => Promise<number>;

/** The figures of one round: the old way twice (A and A again), the new way (B), and the control, which is known to be too slow. */
export type Round = { readonly a: number; readonly again: number; readonly b: number; readonly control: number };

/**
 * How two ways compare. Every ratio is the median of what the rounds gave one by one, so a machine that is slow for a whole round changes nothing;
 * `noise` is how far A again is from A by the same measure: 0.08 is 8 %.
 */
export type Comparison = {
  readonly verdict: Verdict;
  readonly ratio: number;
  readonly noise: number;
  /** The smallest and the largest ratio of all rounds. */
  readonly spread: readonly [number, number];
  /** The control / A. */
  readonly control: number;
};

/** So large a part of the rounds must say "too slow" one by one, before the whole says it. */
const agreement = 0.75;

/**
 * Judges rounds that were run in turns: B must not be over `most` times A (1.1 is 10 % slower), A being the mean of its two runs of the round. Where A
 * differs from itself by more than that, where the control is not seen to fail, or where too slow a median stands for rounds that do not agree, nothing
 * can be said.
 */
export function compareRuns(rounds: readonly Round[], most: number): Comparison {
  const over = (leg: 'b' | 'control') => rounds.map((round) => round[leg] / ((round.a + round.again) / 2));
  const ratios = over('b');
  const ratio = median(ratios);
  const same = median(rounds.map(({ a, again }) => again / a));
  const noise = Math.max(same, 1 / same) - 1;
  const control = median(over('control'));
  const tooSlow = ratios.filter((one) => one > most).length;
  const divided = ratio > most && tooSlow < ratios.length * agreement;
  const blind = noise > most - 1 || control <= most || divided;
  return {
    verdict: blind ? 'inconclusive' : ratio <= most ? 'holds' : 'fails',
    ratio,
    noise,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    control,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}
