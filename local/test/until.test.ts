import { expect, test } from 'vitest';
import { until } from '../src/until.ts';

const patienceMs = 50;
const never = () => false;

test('answers what the condition gives, after errors and noes', async () => {
  let looks = 0;
  const third = () => {
    looks += 1;
    if (looks === 1) throw new Error('not there yet');
    return looks === 3 && `look ${looks}`;
  };
  expect(await until('the third look', third, { progress: () => looks })).toBe('look 3');
});

test('waits much longer than its patience while there is progress', async () => {
  let done = 0;
  const slowly = () => {
    done += 1;
    return done === 20;
  };
  // Twenty looks are 400 ms at least.
  await expect(until('twenty are done', slowly, { patienceMs, progress: () => done })).resolves.toBe(true);
});

test('gives up when nothing happens, and says what it waited for and the last error', async () => {
  const broken = new Error('no answer');
  const failing = () => {
    throw broken;
  };
  const waiting = until('an answer', failing, { patienceMs, progress: () => 'the same' });
  await expect(waiting).rejects.toMatchObject({
    message: expect.stringMatching(/in vain.*: an answer$/),
    cause: broken,
  });
});

test('progress that leads nowhere ends too', async () => {
  let turns = 0;
  await expect(
    until('the end of a circle', never, { patienceMs, progress: () => turns++, mostMs: 4 * patienceMs }),
  ).rejects.toThrow('the end of a circle');
  expect(turns).toBeGreaterThan(1);
});
