import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { mutants } from './mutants.ts';
import { playStories, replay, tell } from './stories.ts';

const seed = 7;
const many = 300;

let real: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  real = await bundle('shard');
});
afterAll(() => real.remove());

test.each(mutants)('$breaks catches: $name', { timeout: 300_000 }, async ({ breaks, mutations, from }) => {
  const [found] = await playStories({ seed, many, only: breaks, from }, mutations);
  expect(found?.violation?.property, found && tell(found)).toBe(breaks);
  // The control: the same history, and the engine as it is.
  const control = found?.violation && (await replay(real.file, found.violation.story));
  expect(control && tell(control)).toBe('seed 0: 1 histories');
});

test('a mutation that finds nothing to change is an error', async () => {
  const mutation = { file: 'repo/update/plan/plan.ts', replace: 'this stands nowhere', by: '' };
  await expect(bundle('shard', [mutation])).rejects.toThrow('stands 0 times');
});
