import { expect, test } from 'vitest';
import { compareRuns, type Round } from '../src/compare-runs.ts';

/** Five rounds with these figures of B; A is 100, the control 150. */
const rounds = (b: readonly number[], again = 100, control = 150): Round[] =>
  b.map((figure) => ({ a: 100, again, b: figure, control }));

test('the median decides: one bad round of five is no verdict', () => {
  const { verdict, ratio, spread } = compareRuns(rounds([98, 104, 300, 101, 99]), 1.1);
  expect({ verdict, ratio, spread }).toEqual({ verdict: 'holds', ratio: 1.01, spread: [0.98, 3] });
});

test('on a machine that gets slower, one disturbed round in the middle changes nothing', () => {
  const drifting = [1, 1.3, 2, 3, 4].map(
    (slow): Round => ({ a: 100 * slow, again: 102 * slow, b: 104 * slow, control: 150 * slow }),
  );
  // The middle round gives the median of every leg: medians over all rounds would be nothing but this one.
  const disturbed = drifting.with(2, { a: 200, again: 260, b: 300, control: 300 });
  const { verdict, ratio, noise } = compareRuns(disturbed, 1.1);
  expect({ verdict, ratio: ratio.toFixed(2), noise: noise.toFixed(2) }).toEqual({
    verdict: 'holds',
    ratio: '1.03',
    noise: '0.02',
  });
});

test('slower in the middle is a failure', () => {
  expect(compareRuns(rounds([112, 115, 111, 99, 130]), 1.1).verdict).toBe('fails');
});

test('slower in the middle, but not in enough rounds, is no verdict', () => {
  expect(compareRuns(rounds([112, 115, 111, 99, 108]), 1.1).verdict).toBe('inconclusive');
});

test('where A differs from itself by more than the bound, nothing can be said', () => {
  expect(compareRuns(rounds([100, 100, 100, 100, 100], 115), 1.1)).toMatchObject({ verdict: 'inconclusive' });
  expect(compareRuns(rounds([200, 200, 200, 200, 200], 80), 1.1)).toMatchObject({ verdict: 'inconclusive' });
});

test('where the control is not seen to be slow, nothing can be said', () => {
  expect(compareRuns(rounds([100, 100, 100, 100, 100], 100, 109), 1.1)).toMatchObject({ verdict: 'inconclusive' });
});

test('no rounds hold nothing', () => {
  expect(compareRuns([], 1.1).verdict).not.toBe('holds');
});
