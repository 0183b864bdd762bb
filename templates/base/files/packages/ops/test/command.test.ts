import { expect, test } from 'vitest';
import { verbOf, verbs } from '../src/verbs.ts';
import { runOps } from './run-ops.ts';

test.each([
  [['repair'], 'is no verb'],
  [['../main'], 'is no verb'],
  [['roll-back', 'nowhere'], 'is no commit'],
  [['roll-back'], 'Usage: npm run ops -- roll-back <commit>'],
  [['roll-back', 'a', 'b'], 'Usage'],
  [['rotate-key', '--force', 'x'], '--force'],
])('%j is refused with one line and exit code 3', async (args, message) => {
  const { code, out, err } = await runOps(args);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('without a verb it says what there is', async () => {
  const { code, out } = await runOps([]);
  expect(code).toBe(0);
  for (const verb of verbs()) expect(out).toContain((await verbOf(verb)).usage);
});
