import { PermanentError } from '@app/core';
import { engine } from './engine.ts';
import type { Connection, Pool } from './engine-port.ts';

/** True when the connection is gone, whatever the statement was. */
export const isLostConnection = (error: unknown): boolean => engine.isLostConnection(error);

/** A place for each value, from `$<from>` on: `id IN (${places(ids)})`. SQL has no empty list: ask only where there is a value. */
export function places(values: readonly unknown[], from = 1): string {
  return values.map((_, i) => `$${from + i}`).join(', ');
}

/** True when the server can never take this value or this key, however often it is tried. */
export const isUnstorable = (error: unknown): boolean => engine.isUnstorable(error);

/** Writes; a value that the server can never take is a `PermanentError`. */
export async function store<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isUnstorable(error)) throw error;
    throw new PermanentError(`the database can never keep it: ${(error as Error).message}`, { cause: error });
  }
}

/** Runs one statement that only reads. A dead connection is tried once more on a new one. */
export async function read<Row>(pool: Pool, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  try {
    return (await pool.query<Row>(sql, [...values])).rows;
  } catch (error) {
    if (!isLostConnection(error)) throw error;
    return (await pool.query<Row>(sql, [...values])).rows;
  }
}

/**
 * Commits what `work` did, or rolls all of it back when it throws. A connection that turns out dead at BEGIN is
 * replaced once: nothing has happened yet. Later it is not: nobody knows what the server has done.
 */
export async function transaction<Result>(pool: Pool, work: (client: Connection) => Promise<Result>): Promise<Result> {
  const client = await begin(pool);
  let lost: Error | undefined;
  try {
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      lost = cause;
    });
    throw error;
  } finally {
    client.release(lost);
  }
}

async function begin(pool: Pool, again = true): Promise<Connection> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    return client;
  } catch (error) {
    client.release(error as Error);
    if (again && isLostConnection(error)) return begin(pool, false);
    throw error;
  }
}
