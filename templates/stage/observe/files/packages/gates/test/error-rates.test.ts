import { describe, expect, test } from 'vitest';
import { compareRuns } from '../src/compare-runs.ts';
import { autocorrelated, drifting, heavyTailed, light, type Noise, seeded } from './noise.ts';

const limit = 1.1;
/** `SIMULATED_RUNS=2000` gives the table of the decision page; it is printed with SIMULATED_TABLE=1. */
const runs = Number(process.env.SIMULATED_RUNS || 100);
type NoiseOf = (random: () => number, spread: number) => Noise;
const noises: readonly NoiseOf[] = [light, heavyTailed, autocorrelated, drifting];

/** How often a comparison came to each verdict, and after how many rounds in the middle, where B is `truth` times A. */
async function simulate(noiseOf: NoiseOf, spread: number, truth: number, rounds = 200) {
  const verdicts = { holds: 0, fails: 0, inconclusive: 0 };
  const played: number[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    const leg = noiseOf(seeded(seed), spread);
    const found = await compareRuns({ most: limit, rounds, minutes: Number.POSITIVE_INFINITY }, async ({ control }) => {
      const there = [leg(), truth * leg()] as const;
      const late = control ? ([3 * leg(), 3 * leg()] as const) : undefined;
      const back = [truth * leg(), leg()] as const;
      return { a: [there[0], back[1]], b: [there[1], back[0]], control: late };
    });
    verdicts[found.verdict] += 1;
    played.push(found.rounds);
  }
  const share = (count: number) => count / runs;
  const middle = played.toSorted((a, b) => a - b)[Math.floor(runs / 2)];
  const row = {
    holds: share(verdicts.holds),
    fails: share(verdicts.fails),
    inconclusive: share(verdicts.inconclusive),
    rounds: middle,
  };
  if (process.env.SIMULATED_TABLE) {
    const percent = (one: number) => `${(100 * one).toFixed(1)} %`;
    console.log(
      `| ${noiseOf.name} | ${spread} | ${truth} | ${percent(row.holds)} | ${percent(row.fails)} | ${percent(row.inconclusive)} | ${middle} |`,
    );
  }
  return row;
}

// The figures are the same on every machine: the seeds are fixed, and nothing looks at a clock.
describe.each(noises.map((noiseOf) => ({ name: noiseOf.name, noiseOf })))('with $name noise', ({ noiseOf }) => {
  test('A against A never fails, and seldom ends without a verdict', async () => {
    const { fails, inconclusive } = await simulate(noiseOf, 0.2, 1);
    expect(fails).toBe(0);
    expect(inconclusive).toBeLessThanOrEqual(0.05);
  });

  test('what is twice as slow always fails', async () => {
    expect(await simulate(noiseOf, 0.2, 2)).toMatchObject({ fails: 1 });
  });

  test('on the limit itself few runs come to a verdict, in either direction', async () => {
    const { holds, fails } = await simulate(noiseOf, 0.2, limit, 48);
    // 5 % is the figure of many runs; so few runs lie around it.
    expect(holds).toBeLessThanOrEqual(0.1);
    expect(fails).toBeLessThanOrEqual(0.1);
  });
});
