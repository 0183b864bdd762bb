import { compareRuns } from '../../src/gates/compare-runs.ts';
import { type Noise, seeded } from './noise.ts';

/** A kind of noise, made of random numbers and of how far a leg is off. */
export type NoiseOf = (random: () => number, spread: number) => Noise;

/** What is simulated: B is `truth` times A, and the control three times A. */
export type Simulated = {
  readonly noiseOf: NoiseOf;
  readonly spread: number;
  readonly truth: number;
  readonly most: number;
  readonly runs: number;
  readonly rounds?: number;
};

/** The share of runs that came to each verdict, and the rounds they took, sorted. */
export type Outcome = {
  readonly holds: number;
  readonly fails: number;
  readonly inconclusive: number;
  readonly rounds: readonly number[];
};

/** Compares again and again with noise instead of a machine. The seeds are fixed and no clock is read: the answer is the same everywhere. */
export async function simulate({ noiseOf, spread, truth, most, runs, rounds = 200 }: Simulated): Promise<Outcome> {
  const verdicts = { holds: 0, fails: 0, inconclusive: 0 };
  const played: number[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    const leg = noiseOf(seeded(seed), spread);
    const found = await compareRuns({ most, rounds, minutes: Number.POSITIVE_INFINITY }, async ({ control }) => {
      const [first, b] = [leg(), truth * leg()];
      const late = control ? ([3 * leg(), 3 * leg()] as const) : undefined;
      const [bAgain, last] = [truth * leg(), leg()];
      return { a: [first, last], b: [b, bAgain], control: late };
    });
    verdicts[found.verdict] += 1;
    played.push(found.rounds);
  }
  const share = (count: number) => count / runs;
  return {
    holds: share(verdicts.holds),
    fails: share(verdicts.fails),
    inconclusive: share(verdicts.inconclusive),
    rounds: played.toSorted((a, b) => a - b),
  };
}
