import { expect, test } from 'vitest';
import { killedOnce } from '../../src/gates/killed-program.ts';

const program = new URL('../fixtures/dies-at.ts', import.meta.url);
const run = (deadly: object, again: object) =>
  killedOnce('the job', program, { ...process.env, ...deadly }, { ...process.env, ...again });

test('a program that dies as told and then comes through is what a gate wants', async () => {
  await run({ DIE: 'yes' }, {});
});

test('one that comes through at once, or dies again, is an error', async () => {
  await expect(run({}, {})).rejects.toThrow('the job ended with 0 and was to be killed');
  await expect(run({ DIE: 'yes' }, { DIE: 'yes' })).rejects.toThrow('the job ended with SIGKILL when it ran again');
});
