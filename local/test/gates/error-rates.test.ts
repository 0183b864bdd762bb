import { describe, expect, test } from 'vitest';
import { autocorrelated, drifting, heavyTailed, light } from './noise.ts';
import { type NoiseOf, simulate } from './simulate.ts';

const most = 1.1;
const noises: readonly NoiseOf[] = [light, heavyTailed, autocorrelated, drifting];

describe.each(noises.map((noiseOf) => ({ name: noiseOf.name, noiseOf })))('with $name noise', ({ noiseOf }) => {
  const outcome = (truth: number, rounds?: number) =>
    simulate({ noiseOf, spread: 0.2, truth, most, runs: 100, ...(rounds && { rounds }) });

  test('A against A never fails, and seldom ends without a verdict', async () => {
    const { fails, inconclusive } = await outcome(1);
    expect(fails).toBe(0);
    expect(inconclusive).toBeLessThanOrEqual(0.05);
  });

  test('what is twice as slow always fails', async () => {
    expect(await outcome(2)).toMatchObject({ fails: 1 });
  });

  test('on the limit itself few runs come to a verdict, in either direction', async () => {
    const { holds, fails } = await outcome(most, 48);
    // 5 % is the figure of many runs; so few runs lie around it.
    expect(holds).toBeLessThanOrEqual(0.1);
    expect(fails).toBeLessThanOrEqual(0.1);
  });
});
