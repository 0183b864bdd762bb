import { expect, test } from 'vitest';
import { compareWays } from '../../src/gates/compare-ways.ts';
import { endProgress } from '../../src/gates/progress.ts';

test('each round goes there and back, the control is told what A took, and the check says all of it', async () => {
  endProgress();
  const order: string[] = [];
  const way = (title: string, ms: number) => ({
    title,
    run: async () => {
      order.push(title);
      return ms;
    },
  });
  const check = await compareWays({
    name: 'the new way',
    figure: 'p95',
    most: 1.1,
    need: 'not slower: ',
    a: way('old', 100),
    b: way('new', 90),
    control: {
      title: 'slowed down',
      run: async (usualMs) => {
        order.push('slowed down');
        return 2 * usualMs;
      },
    },
  });
  expect(order.slice(0, 6)).toEqual(['old', 'new', 'slowed down', 'slowed down', 'new', 'old']);
  expect(check).toEqual({
    name: 'the new way',
    verdict: 'holds',
    measured: '0.90 × (0.90 to 0.90), 4 rounds; old against old again 1.00 × (too few rounds for an interval)',
    needed: 'not slower: at most 1.1 × with the whole interval of 90 %',
    control: 'slowed down: 2.00 × (2.00 to 2.00)',
  });
  expect(endProgress()).toContain(
    'round 1: p95 100.0 and 100.0 ms old, 90.0 and 90.0 ms new, 200.0 and 200.0 ms slowed down',
  );
});
