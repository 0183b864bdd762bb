import { expect, test } from 'vitest';
import type { Operation } from '../../../src/parts/dynamodb/store.ts';
import { openDynalite } from '../../../src/parts/dynamodb/store.ts';
import { keepTokens } from '../../../src/parts/dynamodb/transactions/tokens.ts';

const values = openDynalite(undefined, (store) => store).store.db;
const minute = 60_000;

test('a token holds for ten minutes; after that its request is a new one, and the token is removed', async () => {
  let now = 0;
  const tokens = keepTokens(values, () => now);
  let done = 0;
  const request = (text: string) =>
    tokens.once('t', text, async (also: readonly Operation[]) => {
      await values.batch(also);
      done += 1;
      return done;
    });
  expect(await request('same')).toBe(1);
  now = 10 * minute - 1;
  expect(await request('same')).toBeUndefined();
  await expect(request('other')).rejects.toMatchObject({ body: { __type: expect.stringContaining('Mismatch') } });
  await tokens.prune();
  expect(await request('same')).toBeUndefined();
  now = 10 * minute;
  await tokens.prune();
  expect(await values.get('token~t')).toBeUndefined();
  expect(await request('other')).toBe(2);
});

test('a second request is told that the first one with its token is still at work', async () => {
  const tokens = keepTokens(values);
  let finish = (_: string) => {};
  const open = new Promise<string>((done) => {
    finish = done;
  });
  const first = tokens.once('busy', 'x', () => open);
  await expect(tokens.once('busy', 'x', async () => 'twice')).rejects.toMatchObject({
    body: { __type: expect.stringContaining('TransactionInProgressException') },
  });
  finish('done');
  expect(await first).toBe('done');
});
