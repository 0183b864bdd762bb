import type { Verdict } from './check.ts';

/** One leg of a round: answers a figure that is better when it is smaller, for example a p95 in milliseconds. */
export type Leg = () => Promise<number>;

/** The figures of one round: the old way twice (A and A again), the new way (B), and the control, which is known to be too slow. */
export type Round = { readonly a: number; readonly again: number; readonly b: number; readonly control: number };

/** How two ways compare. Ratios are B / A, of the medians; `noise` is how far the median of A is from that of A again: 0.08 is 8 %. */
export type Comparison = {
  readonly verdict: Verdict;
  readonly ratio: number;
  readonly noise: number;
  /** The smallest and the largest ratio of all rounds. */
  readonly spread: readonly [number, number];
  readonly control: number;
};

/** So large a part of the rounds must say "too slow" one by one, before the whole says it. */
const agreement = 0.75;

/**
 * Judges rounds that were run in turns: the median of B over the median of A must not be over `most` (1.1 is 10 % slower). Where A differs from
 * itself by more than that, where the control is not seen to fail, or where too slow a median stands for rounds that do not agree, nothing can be said.
 */
export function compareRuns(rounds: readonly Round[], most: number): Comparison {
  const of = (leg: keyof Round) => median(rounds.map((round) => round[leg]));
  const ratios = rounds.map(({ a, b }) => b / a);
  const ratio = of('b') / of('a');
  const noise = Math.max(of('a') / of('again'), of('again') / of('a')) - 1;
  const control = of('control') / of('a');
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
