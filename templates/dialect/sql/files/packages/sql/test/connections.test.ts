import { sharedParts, startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { places } from '../src/index.ts';
import { connectionOf, endConnection } from '../src/server.ts';
import { createPool, openPool, type Pool, read, transaction } from '../src/unfenced.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let pool: Pool;
let other: Pool;

beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
  pool = createPool(workshop.env);
  other = createPool(workshop.env);
});
afterAll(async () => {
  await pool.end();
  await other.end();
  await workshop.stop();
});

/** Ends the one connection of `pool`, as a server does that restarts or finds it idle. */
async function cut(): Promise<void> {
  await endConnection(other, await connectionOf(pool));
}

test('one instance holds one connection', async () => {
  const connections = await Promise.all(Array.from({ length: 5 }, () => connectionOf(pool)));
  expect(new Set(connections).size).toBe(1);
});

test('a connection that died while the instance was frozen is replaced', async () => {
  await cut();
  expect(await read(pool, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await cut();
  expect(await transaction(pool, async (client) => (await client.query('SELECT 1 AS one')).rows)).toEqual([{ one: 1 }]);
});

test('a connection that dies in the middle of a transaction is an error, not a second try', async () => {
  let tries = 0;
  const work = transaction(pool, async (client) => {
    tries++;
    await endConnection(other, await connectionOf(client));
    await client.query('SELECT 1');
  });
  await expect(work).rejects.toThrow();
  expect(tries).toBe(1);
  expect(await read(pool, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a missing setting is named', () => {
  expect(() => createPool({})).toThrow('DATABASE_URL is not set');
});

test('each value has a place of its own, in the order of the values', () => {
  expect(places(['a', 'b', 'c'])).toBe('$1, $2, $3');
  expect(places(['a', 'b'], 3)).toBe('$3, $4');
});

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
