import { expect, test, vi } from 'vitest';
import { type Asked, compareRounds, compareRuns, inWords, type Round } from '../../src/gates/compare-runs.ts';

/** Rounds with these figures of B; A is 100. */
const rounds = (b: readonly number[], last = 100, control = 150): Round[] =>
  b.map((figure) => ({ a: [100, last], b: [figure, figure], control: [control, control] }));
const around = (middle: number) => [-2, 3, 0, 1, -1, 2, -3, 0].map((off) => middle + off);

/** Plays these figures of B again and again, and answers what was asked. */
function playing(b: readonly number[], control = 200) {
  return vi.fn(async ({ number, control: wanted }: Asked): Promise<Round> => {
    const figure = b[(number - 1) % b.length] ?? 0;
    return { a: [100, 100], b: [figure, figure], control: wanted ? [control, control] : undefined };
  });
}

test('all below the limit holds, all above it fails', () => {
  expect(compareRounds(rounds(around(100)), 1.1).verdict).toBe('holds');
  expect(compareRounds(rounds(around(120)), 1.1).verdict).toBe('fails');
});

test('the limit within the interval is no verdict', () => {
  expect(compareRounds(rounds(around(110)), 1.1).verdict).toBe('inconclusive');
});

test('on a machine that gets slower from run to run, there and back make up for each other', () => {
  const slower = (run: number, figure: number) => figure * 1.02 ** run;
  const drifting = around(105).map((b, i): Round => {
    const at = (run: number, figure: number) => slower(6 * i + run, figure);
    return { a: [at(0, 100), at(5, 100)], b: [at(1, b), at(4, b)], control: [at(2, 150), at(3, 150)] };
  });
  const { ratio, control } = compareRounds(drifting, 1.1);
  expect([ratio.ratio.toFixed(2), control.ratio.toFixed(2)]).toEqual(['1.05', '1.50']);
});

test('where A is seen to differ from itself by more than the limit, nothing can be said', () => {
  expect(compareRounds(rounds(around(100), 115), 1.1).verdict).toBe('inconclusive');
  expect(compareRounds(rounds(around(100), 85), 1.1).verdict).toBe('inconclusive');
});

test('where the control is not seen to be slow, nothing can be said', () => {
  expect(compareRounds(rounds(around(100), 100, 109), 1.1).verdict).toBe('inconclusive');
  expect(compareRounds(rounds(around(120), 100, 109), 1.1).verdict).toBe('inconclusive');
});

test('what is clear ends with the first look, in both directions', async () => {
  for (const [middle, verdict] of [
    [50, 'holds'],
    [130, 'fails'],
  ] as const) {
    const play = playing(around(middle));
    expect(await compareRuns({ most: 1.1 }, play)).toMatchObject({ verdict, rounds: 4 });
    expect(play).toHaveBeenCalledTimes(4);
  }
});

test('what is not clear gets more rounds, without the control that has been seen', async () => {
  const play = playing([60, 160, 90, 100, 80, 130, 95, 85, 100, 70, 100]);
  const { verdict, rounds: played, control } = await compareRuns({ most: 1.1 }, play);
  expect(verdict).toBe('holds');
  expect(played).toBeGreaterThan(4);
  expect(play.mock.calls.map(([{ control: wanted }]) => wanted)).toEqual(
    Array.from({ length: played }, (_, i) => i < 4),
  );
  expect(control.low).toBeGreaterThan(1.1);
});

test('what never gets clear ends at the told rounds, or at the told time after the first look', async () => {
  const never = [100, 110, 121];
  const few = playing(never);
  expect(await compareRuns({ most: 1.1, rounds: 15 }, few)).toMatchObject({ verdict: 'inconclusive', rounds: 15 });
  const short = playing(never);
  expect(await compareRuns({ most: 1.1, minutes: 0 }, short)).toMatchObject({ verdict: 'inconclusive', rounds: 4 });
});

test('no rounds hold nothing', () => {
  expect(compareRounds([], 1.1).verdict).not.toBe('holds');
});

test('a leg that gave no figure is an error, and no ratio', async () => {
  await expect(compareRuns({ most: 1.1 }, playing([0]))).rejects.toThrow('round 1 gave no figure');
});

test('in words: the ratio with its interval, and the control', () => {
  expect(inWords(compareRounds(rounds(around(100)), 1.1), 1.1, 'alone against alone again')).toEqual({
    measured: '1.00 × (0.98 to 1.01), 8 rounds; alone against alone again 1.00 × (1.00 to 1.00)',
    needed: 'at most 1.1 × with the whole interval of 90 %',
    control: '1.50 × (1.50 to 1.50)',
  });
});

test('in words: what few rounds cannot say yet', () => {
  const { measured } = inWords(compareRounds(rounds(around(50).slice(0, 4)), 1.1), 1.1, 'alone against alone again');
  expect(measured).toMatch(/^0\.50 × \(0\.\d\d to 0\.\d\d\), 4 rounds; .* 1\.00 × \(too few rounds for an interval\)$/);
});

test('each round is told how long the comparison may still take', async () => {
  const lefts: Asked['left'][] = [];
  await compareRuns({ most: 1.1, rounds: 6 }, async ({ left }) => {
    lefts.push(left);
    // Neither below nor above: it goes on to the last round.
    return { a: [100, 100], b: lefts.length % 2 ? [90, 130] : [130, 90], control: [200, 200] };
  });
  expect(lefts).toHaveLength(6);
  expect(lefts[0]).toBeUndefined();
  for (const left of lefts.slice(1)) {
    expect(left?.soonestMs).toBeGreaterThan(0);
    expect(left?.mostMs).toBeGreaterThanOrEqual(Number(left?.soonestMs));
    expect(left?.mostMs).toBeLessThan(5 * 60_000);
  }
});
