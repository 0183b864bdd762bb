import type { Env, Fence, Pool, Result, Statements } from './engine-port.ts';
import { openFence } from './fence.ts';
import { openPool } from './pools.ts';
import { read, transaction } from './transaction.ts';

/** A statement that only reads: it begins with SELECT. A statement that writes is none, and does not compile in its place. */
export type Select = `SELECT ${string}`;

declare const mayWrite: unique symbol;

/** Statements between BEGIN and COMMIT, for as long as this region may write. Only `Db.write` makes one: no other way leads to a write. */
export type Transaction = Statements & { readonly [mayWrite]: true };

/** The database as ports have it: whoever reads may always do it, whoever writes passes the fence. */
export type Db = {
  /** Runs one statement that only reads. A dead connection is tried once more on a new one. */
  read<Row>(select: Select, values?: readonly unknown[]): Promise<Row[]>;
  /** Commits what `work` did, or rolls all of it back when it throws. Throws `FencedError` before `work` begins where this region may not write. */
  write<Answer>(work: (transaction: Transaction) => Promise<Answer>): Promise<Answer>;
  /** Runs one statement that writes. Throws `FencedError` where this region may not write. */
  change(statement: string, values?: readonly unknown[]): Promise<Result<Record<string, unknown>>>;
};

/** The database behind a pool, with a fence or without one. */
export function dbOn(pool: Pool, fence: Fence | undefined): Db {
  const write: Db['write'] = (work) =>
    transaction(pool, async (client) => {
      await fence?.hold(client);
      return work(client as Statements as Transaction);
    });
  return {
    read: (select, values) => read(pool, select, values),
    write,
    // Without a fence there is nothing to hold: the statement is its own transaction, and saves two round trips.
    change: (statement, values = []) =>
      fence ? write((client) => client.query(statement, [...values])) : pool.query(statement, [...values]),
  };
}

/** Opens the database that `DATABASE_URL` names, on the shared pool of this process. Connects with the first statement. */
export function openDb(env: Env): Db & { close(): Promise<void> } {
  const { pool, close } = openPool(env);
  return { ...dbOn(pool, openFence(env)), close };
}
