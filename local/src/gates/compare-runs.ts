import type { Verdict } from './check.ts';
import { lastLook, looks, type RatioInterval, ratioInterval, sideOf } from './sequential-ratio.ts';

/**
 * The figures of one round, where smaller is better, for example a p95 in milliseconds. A round measures six times: the
 * old way (A), the new way (B), the control (known to be too slow), then control, B and A again. Only neighbours are
 * compared, so a machine that is slow for a while is slow for both. Because the second half runs in reverse order, a
 * steady change of speed cancels out.
 */
export type Round = {
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
  /** Absent once the control was shown to be too slow. */
  readonly control?: readonly [number, number] | undefined;
};

/** What a round is asked to do. */
export type Asked = {
  /** Counted from 1. */
  readonly number: number;
  /** Whether to measure the control. */
  readonly control: boolean;
  /**
   * The remaining time including this round, estimated from the rounds before. `soonestMs` is the time until the next
   * look, which may decide; `mostMs` is the longest time.
   */
  readonly left?: { readonly soonestMs: number; readonly mostMs: number };
};

/** The result of comparing two ways. Each ratio is the median over single pairs of runs. */
export type Comparison = {
  readonly verdict: Verdict;
  readonly rounds: number;
  /** B against A. */
  readonly ratio: RatioInterval;
  /** A at the end of a round against A at its start. */
  readonly again: RatioInterval;
  /** The control against A. */
  readonly control: RatioInterval;
};

/** The limits of a comparison. It ends at the first look after one of them is reached. */
export type Bounds = { readonly most: number; readonly rounds?: number; readonly minutes?: number };

/**
 * Runs rounds until B is shown to be at most `most` times A, or to be above that, and the control is shown to be above
 * it. `most` 1.1 means 10 % slower. It runs between 4 and 200 rounds, and starts no new one after five minutes.
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

/** The remaining time; unknown before the first round. The last round starts before the end and may run beyond it. */
function leftOf(so: { rounds: number; wanted: number; began: number; end: number; mostRounds: number }): Asked['left'] {
  if (so.rounds === 0) return undefined;
  const now = performance.now();
  const each = (now - so.began) / so.rounds;
  const fewest = Math.min(so.wanted, so.mostRounds) - so.rounds;
  const last = Math.min(lastLook / 2, so.mostRounds) - so.rounds;
  return { soonestMs: fewest * each, mostMs: Math.max(fewest * each, Math.min(last * each, so.end - now + each)) };
}

/**
 * Judges finished rounds. The result is inconclusive when the limit is inside an interval, the control is not too slow,
 * or A differs from A measured again.
 */
export function compareRounds(rounds: readonly Round[], most: number): Comparison {
  const ratio = ratioInterval(rounds.flatMap(({ a, b }) => over(b, a)));
  const again = ratioInterval(rounds.map(({ a: [first, last] }) => last / first));
  const control = ratioInterval(rounds.flatMap(({ a, control: late }) => (late ? over(late, a) : [])));
  const side = sideOf(ratio, most);
  const blind = side === 'open' || sideOf(control, most) !== 'above' || isApart(again, most);
  const verdict = blind ? 'inconclusive' : side === 'below' ? 'holds' : 'fails';
  return { verdict, rounds: rounds.length, ratio, again, control };
}

/** Refuses a p95 of 0, which comes from a run without requests. No ratio can be made of it. */
function checked(round: Round, number: number): Round {
  const { a, b, control = [] } = round;
  const good = [...a, ...b, ...control].every((figure) => Number.isFinite(figure) && figure > 0);
  if (!good) throw new Error(`round ${number} gave no figure: ${JSON.stringify(round)}`);
  return round;
}

/**
 * A comparison as the texts of a check. `same` names what was measured twice, for example `alive against alive again`.
 */
export function inWords({ rounds, ratio, again, control }: Comparison, most: number, same: string) {
  return {
    measured: `${times(ratio)}, ${rounds} rounds; ${same} ${times(again)}`,
    needed: `at most ${most} × with the whole interval of 90 %`,
    control: times(control),
  };
}

/**
 * Whether the same way, measured twice, differs by more than the limit. Then the position in a round changes the
 * figures.
 */
function isApart(again: RatioInterval, most: number): boolean {
  return sideOf(again, most) === 'above' || again.high < 1 / most;
}

/** The two ratios of a round, one from each half. */
function over([there, back]: readonly [number, number], [first, last]: readonly [number, number]): number[] {
  return [there / first, back / last];
}

function times({ ratio, low, high }: RatioInterval): string {
  const interval = Number.isFinite(high) ? `${low.toFixed(2)} to ${high.toFixed(2)}` : 'too few rounds for an interval';
  return `${ratio.toFixed(2)} × (${interval})`;
}
