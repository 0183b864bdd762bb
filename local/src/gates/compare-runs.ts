import type { Verdict } from './check.ts';
import { lastLook, looks, type RatioInterval, ratioInterval, sideOf } from './sequential-ratio.ts';

/**
 * The figures of one round, smaller is better, for example a p95 in milliseconds. A round goes there and back: the old way (A), the new way (B), the
 * control, which is known to be too slow, and then control, B and A again. What stands beside each other is compared, so a machine that is slow for
 * a while is slow on both sides, and what gets slower on the way there gets quicker on the way back.
 */
export type Round = {
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  /** Left out once it was seen to be too slow. */
  readonly control?: readonly [number, number] | undefined;
};

/** What a round is told. */
export type Asked = {
  /** From 1. */
  readonly number: number;
  /** Whether the control is still asked for. */
  readonly control: boolean;
  /** How long it will still take, this round with it, as the rounds before went: at the next look it may tell, and then it may go on. */
  readonly left?: { readonly soonestMs: number; readonly mostMs: number };
};

/** How two ways compare. Each ratio is the median of what pairs of runs gave one by one. */
export type Comparison = {
  readonly verdict: Verdict;
  readonly rounds: number;
  /** B against A. */
  readonly ratio: RatioInterval;
  /** A at the end of a round against A at its beginning. */
  readonly again: RatioInterval;
  /** The control against A. */
  readonly control: RatioInterval;
};

/** What a comparison may cost. It ends at the first look after either. */
export type Bounds = { readonly most: number; readonly rounds?: number; readonly minutes?: number };

/**
 * Plays rounds until B is seen to be at most `most` times A (1.1 is 10 % slower) or seen to be over it, and the control is seen to be over it: between
 * 4 and 200 rounds, and no new one after five minutes.
 */
export async function compareRuns(
  { most, rounds: mostRounds = Number.POSITIVE_INFINITY, minutes = 5 }: Bounds,
  play: (asked: Asked) => Promise<Round>,
): Promise<Comparison> {
  const began = performance.now();
  const end = began + minutes * 60_000;
  const rounds: Round[] = [];
  let found = compareRounds(rounds, most);
  for (const look of looks) {
    const control = sideOf(found.control, most) === 'open';
    while (2 * rounds.length < look) {
      if (found.rounds > 0 && (rounds.length >= mostRounds || performance.now() > end)) return found;
      const left = leftOf({ rounds: rounds.length, wanted: look / 2, began, end, mostRounds });
      const asked = { number: rounds.length + 1, control, ...(left && { left }) };
      rounds.push(checked(await play(asked), asked.number));
    }
    found = compareRounds(rounds, most);
    if (found.verdict !== 'inconclusive') return found;
  }
  return found;
}

/** Nothing is known before the first round. The last round begins before the end and may go beyond it. */
function leftOf(so: { rounds: number; wanted: number; began: number; end: number; mostRounds: number }): Asked['left'] {
  if (so.rounds === 0) return undefined;
  const now = performance.now();
  const each = (now - so.began) / so.rounds;
  const fewest = Math.min(so.wanted, so.mostRounds) - so.rounds;
  const last = Math.min(lastLook / 2, so.mostRounds) - so.rounds;
  return { soonestMs: fewest * each, mostMs: Math.max(fewest * each, Math.min(last * each, so.end - now + each)) };
}

/** Judges rounds that were played. Nothing can be said where the limit is in an interval, the control is not too slow, or A is not A again. */
export function compareRounds(rounds: readonly Round[], most: number): Comparison {
  const ratio = ratioInterval(rounds.flatMap(({ a, b }) => over(b, a)));
  const again = ratioInterval(rounds.map(({ a: [first, last] }) => last / first));
  const control = ratioInterval(rounds.flatMap(({ a, control: late }) => (late ? over(late, a) : [])));
  const side = sideOf(ratio, most);
  const blind = side === 'open' || sideOf(control, most) !== 'above' || isApart(again, most);
  const verdict = blind ? 'inconclusive' : side === 'below' ? 'holds' : 'fails';
  return { verdict, rounds: rounds.length, ratio, again, control };
}

/** A leg that asked nothing has a p95 of 0: no ratio can be made of it. */
function checked(round: Round, number: number): Round {
  const { a, b, control = [] } = round;
  const good = [...a, ...b, ...control].every((figure) => Number.isFinite(figure) && figure > 0);
  if (!good) throw new Error(`round ${number} gave no figure: ${JSON.stringify(round)}`);
  return round;
}

/** A comparison in the words of a check; `same` says what was measured twice, as `alive against alive again`. */
export function inWords({ rounds, ratio, again, control }: Comparison, most: number, same: string) {
  return {
    measured: `${times(ratio)}, ${rounds} rounds; ${same} ${times(again)}`,
    needed: `at most ${most} × with the whole interval of 90 %`,
    control: times(control),
  };
}

/** The same thing measured twice is seen to be further apart than the limit allows: what comes later in a round has it easier, or harder. */
function isApart(again: RatioInterval, most: number): boolean {
  return sideOf(again, most) === 'above' || again.high < 1 / most;
}

/** On the way there, and on the way back. */
function over([there, back]: readonly [number, number], [first, last]: readonly [number, number]): number[] {
  return [there / first, back / last];
}

function times({ ratio, low, high }: RatioInterval): string {
  const interval = Number.isFinite(high) ? `${low.toFixed(2)} to ${high.toFixed(2)}` : 'too few rounds for an interval';
  return `${ratio.toFixed(2)} × (${interval})`;
}
