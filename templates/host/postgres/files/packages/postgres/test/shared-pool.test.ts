import { sharedParts } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { openPool, read } from '../src/index.ts';

test('everybody who opens the same database in one process shares its connection, until the last one closes', async () => {
  const [first, second] = [openPool(sharedParts()), openPool(sharedParts())];
  const pid = async ({ pool }: typeof first) =>
    (await read<{ pid: number }>(pool, 'SELECT pg_backend_pid() AS pid'))[0]?.pid;
  expect(await pid(first)).toBe(await pid(second));
  await first.close();
  await first.close();
  expect(await pid(second)).toBeGreaterThan(0);
  await second.close();
  await expect(pid(second)).rejects.toThrow(/after calling end/);
});

test('another database or another size is another pool', async () => {
  const [one, other] = [openPool(sharedParts()), openPool({ ...sharedParts(), DATABASE_POOL: '2' })];
  expect(one.pool).not.toBe(other.pool);
  await one.close();
  await other.close();
});
