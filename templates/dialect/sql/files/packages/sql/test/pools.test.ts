import { sharedParts } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { openPool } from '../src/index.ts';
import { connectionOf } from '../src/server.ts';

test('everybody who opens the same database in one process shares its connection, until the last one closes', async () => {
  const [first, second] = [openPool(sharedParts()), openPool(sharedParts())];
  const connection = ({ pool }: typeof first) => connectionOf(pool);
  expect(await connection(first)).toBe(await connection(second));
  await first.close();
  await first.close();
  expect((await second.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await second.close();
  await expect(connection(second)).rejects.toThrow();
});

test('another database or another size is another pool', async () => {
  const [one, other] = [openPool(sharedParts()), openPool({ ...sharedParts(), DATABASE_POOL: '2' })];
  expect(one.pool).not.toBe(other.pool);
  await one.close();
  await other.close();
});
