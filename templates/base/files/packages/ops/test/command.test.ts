import { expect, test } from 'vitest';
import { RefusedError } from '../src/refused.ts';
import { verbOf, verbs } from '../src/verbs.ts';
import { runOps } from './run-ops.ts';

test('what is refused is said in one line, with exit code 3', async () => {
  const { code, out, err } = await runOps(['repair']);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toBe(`"repair" is no verb of npm run ops. There are: ${verbs().join(', ')}.\n`);
});

test.each(['../main', 'roll-back.ts', ''])('"%s" is no verb', async (name) => {
  await expect(verbOf(name)).rejects.toThrow(RefusedError);
});

test.each([
  ['roll-back', ['nowhere'], 'is no commit'],
  ['roll-back', [], 'Usage: npm run ops -- roll-back <commit>'],
  ['roll-back', ['a', 'b'], 'Usage'],
  ['rotate-key', ['--force', 'x'], '--force'],
])('%s %j is refused', async (name, args, message) => {
  const refusal = (await verbOf(name)).run(args);
  await expect(refusal).rejects.toThrow(RefusedError);
  await expect(refusal).rejects.toThrow(message);
});

test('without a verb it says what there is', async () => {
  const { code, out } = await runOps([]);
  expect(code).toBe(0);
  for (const verb of verbs()) expect(out).toContain((await verbOf(verb)).usage);
});
