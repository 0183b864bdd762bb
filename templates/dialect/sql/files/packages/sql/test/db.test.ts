import { FencedError } from '@app/core';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Db, type Fence, openDb, sql, type Transaction } from '../src/index.ts';
import { somebodyWaits } from '../src/server.ts';
import { createPool, dbOn, type Pool, type Statements } from '../src/unfenced.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let pool: Pool;

/** A fence as an answer to failover makes it: a row of the store itself. */
const fence: Fence = {
  async hold(transaction) {
    const { rows } = await transaction.query<{ open: boolean }>(`SELECT open FROM region ${sql.share}`);
    if (!rows[0]?.open) throw new FencedError('closed');
  },
};

beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
  pool = createPool({ ...workshop.env, DATABASE_POOL: '4' });
  await pool.query('CREATE TABLE region (open boolean NOT NULL)');
  await pool.query('CREATE TABLE notes (text varchar(20) NOT NULL)');
  await pool.query('INSERT INTO region (open) VALUES (true)');
});
beforeEach(async () => {
  await pool.query('DELETE FROM notes');
  await pool.query('UPDATE region SET open = true');
});
afterAll(async () => {
  await pool.end();
  await workshop.stop();
});

const note = "INSERT INTO notes (text) VALUES ('a note')";
const notes = async (db: Db) => (await db.read('SELECT text FROM notes')).length;
const writes: [string, (db: Db) => Promise<unknown>][] = [
  ['a transaction', (db) => db.write((transaction) => transaction.query(note))],
  ['one statement', (db) => db.change(note)],
];

test.each(writes)('%s is stored where this region may write, and refused where it may not', async (_, write) => {
  const db = dbOn(pool, fence);
  await write(db);
  expect(await notes(db)).toBe(1);
  await pool.query('UPDATE region SET open = false');
  await expect(write(db)).rejects.toThrow(FencedError);
  expect(await notes(db)).toBe(1);
});

test.each(writes)('%s without a fence is stored all the same: so the fence alone refuses it', async (_, write) => {
  await pool.query('UPDATE region SET open = false');
  const db = dbOn(pool, undefined);
  await write(db);
  expect(await notes(db)).toBe(1);
});

test('the fence cannot fall while somebody writes: whoever closes it waits for the commit', async () => {
  const db = dbOn(pool, fence);
  let closing: Promise<unknown> = Promise.resolve();
  await db.write(async (transaction) => {
    const closer = await pool.connect();
    closing = closer.query('UPDATE region SET open = false').finally(() => closer.release());
    // Until the server says that it waits, the statement may not have begun.
    while (!(await somebodyWaits(pool)));
    await transaction.query(note);
  });
  await closing;
  expect(await notes(db)).toBe(1);
  await expect(db.change(note)).rejects.toThrow(FencedError);
});

test('a way past the fence does not compile', async () => {
  const db = openDb(workshop.env);
  const inTransaction = async (transaction: Transaction) => void (await transaction.query('SELECT 1'));
  // @ts-expect-error What reads begins with SELECT.
  const writeAsRead = () => db.read(note);
  // @ts-expect-error Only `db.write` makes a transaction.
  const byHand = () => inTransaction(pool as Statements);
  expect([writeAsRead, byHand]).toHaveLength(2);
  await db.write(inTransaction);
  await db.close();
});
