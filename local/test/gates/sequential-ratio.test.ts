import { expect, test } from 'vitest';
import { looks, ratioInterval, sideOf } from '../../src/gates/sequential-ratio.ts';
import { heavyTailed, light, type Noise, seeded } from './noise.ts';

const eight = [0.98, 1.04, 1.01, 0.99, 1.02, 1, 0.97, 1.03];

test('eight ratios are enough, and the interval goes from the smallest to the largest of them', () => {
  const { ratio, low, high } = ratioInterval(eight);
  expect([ratio, low, high].map((one) => one.toFixed(3))).toEqual(['1.005', '0.970', '1.040']);
});

test('fewer than eight say nothing', () => {
  expect(ratioInterval(eight.slice(1))).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY });
  expect(sideOf(ratioInterval([]), 1.1)).toBe('open');
});

test('a ratio of a hundred times the others moves the median little, and the interval not much more', () => {
  const rounds = [...eight, ...eight, ...eight];
  const { ratio, high } = ratioInterval(rounds.with(3, 100));
  expect(ratio).toBeCloseTo(ratioInterval(rounds).ratio, 1);
  expect(high).toBeLessThan(1.1);
});

test('B against A says the same as A against B', () => {
  const one = ratioInterval(eight.map((ratio) => 2 * ratio));
  const other = ratioInterval(eight.map((ratio) => 1 / (2 * ratio)));
  expect(one.low).toBeCloseTo(1 / other.high, 9);
  expect(one.ratio).toBeCloseTo(1 / other.ratio, 9);
});

test('sides: all below, all above, or the limit is between', () => {
  expect(sideOf({ ratio: 1, low: 0.9, high: 1.1 }, 1.1)).toBe('below');
  expect(sideOf({ ratio: 1.2, low: 1.11, high: 1.3 }, 1.1)).toBe('above');
  expect(sideOf({ ratio: 1.1, low: 1, high: 1.2 }, 1.1)).toBe('open');
});

// Every look is a chance to be wrong: this is what they come to together.
test.each<{ name: string; noiseOf: (random: () => number, spread: number) => Noise }>([
  { name: 'light', noiseOf: light },
  { name: 'heavy-tailed', noiseOf: heavyTailed },
])('with all looks the truth is left out in about 10 % of runs, with $name noise', ({ noiseOf }) => {
  const runs = 500;
  let wrong = 0;
  for (let seed = 1; seed <= runs; seed++) {
    const random = seeded(seed);
    const noise = noiseOf(random, 0.3);
    const ratios: number[] = [];
    const missed = looks.slice(0, 7).some((look) => {
      while (ratios.length < look) ratios.push(noise() / noise());
      return sideOf(ratioInterval(ratios), 1) !== 'open';
    });
    if (missed) wrong += 1;
  }
  expect(wrong / runs).toBeLessThan(0.1);
  // A test of a level that is never used up could not tell a good interval from one without an end.
  expect(wrong / runs).toBeGreaterThan(0.05);
});
