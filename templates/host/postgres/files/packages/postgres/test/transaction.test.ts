import type pg from 'pg';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, read, transaction } from '../src/index.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let pool: pg.Pool;
let other: pg.Pool;

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

const pidOf = async () => (await read<{ pid: number }>(pool, 'SELECT pg_backend_pid() AS pid'))[0]?.pid;

/** Ends the one connection of `pool`, as a server does that restarts or finds it idle. */
async function cut(): Promise<void> {
  await other.query('SELECT pg_terminate_backend($1)', [await pidOf()]);
}

test('one instance holds one connection', async () => {
  const pids = await Promise.all(Array.from({ length: 5 }, pidOf));
  expect(new Set(pids).size).toBe(1);
});

test('a connection that died while the instance was frozen is replaced', async () => {
  await cut();
  expect(await pidOf()).toBeGreaterThan(0);
  await cut();
  expect(await transaction(pool, async (client) => (await client.query('SELECT 1 AS one')).rows)).toEqual([{ one: 1 }]);
});

test('a connection that dies in the middle of a transaction is an error, not a second try', async () => {
  let tries = 0;
  const work = transaction(pool, async (client) => {
    tries++;
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await client.query('SELECT 1');
  });
  await expect(work).rejects.toThrow();
  expect(tries).toBe(1);
  expect(await pidOf()).toBeGreaterThan(0);
});

test('the server ends what is idle: a frozen instance cannot', async () => {
  const [row] = await read<{ idle_session_timeout: string }>(pool, 'SHOW idle_session_timeout');
  expect(row?.idle_session_timeout).toBe('1min');
});

test('a missing setting is named', () => {
  expect(() => createPool({})).toThrow('DATABASE_URL is not set');
});
