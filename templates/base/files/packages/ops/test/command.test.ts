import { RefusedError } from 'serverless-workshop/ops';
import { expect, test } from 'vitest';
import { verbs } from '../src/verbs.ts';
import { runOps } from './run-ops.ts';

test('what is refused is said in one line, with exit code 3', async () => {
  const { code, out, err } = await runOps(['repair']);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toBe(`"repair" is no verb of npm run ops. There are: ${verbs.names().join(', ')}.\n`);
});

test('a flag that rotate-key does not have is refused', async () => {
  const refusal = (await verbs.load('rotate-key')).run(['--force', 'x']);
  await expect(refusal).rejects.toThrow(RefusedError);
  await expect(refusal).rejects.toThrow('--force');
});

test('without a verb it says what there is', async () => {
  const { code, out } = await runOps([]);
  expect(code).toBe(0);
  for (const name of verbs.names()) expect(out).toContain((await verbs.load(name)).usage);
});
