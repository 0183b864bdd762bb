import { type Connection, type Pool, plainPool } from '@app/sql';

/** Runs one statement and answers its rows. */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A connection inside BEGIN and COMMIT. */
export type Transaction = Connection;

/** The shop's database. */
export type Db = {
  readonly pool: Pool;
  readonly query: Query;
  /** Commits what `work` did, or rolls all of it back when it throws. */
  transaction<Result>(work: (client: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

/** Opens the pool. `DATABASE_URL` says where, `DATABASE_POOL` how many connections (10). Connects with the first query. */
export function openDb(env: Readonly<Record<string, string | undefined>>): Db {
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL is not set: it names the database of the shop.');
  const pool = plainPool(env.DATABASE_URL, Number(env.DATABASE_POOL ?? 10), (error) =>
    console.error('connection lost:', error.message),
  );
  return {
    pool,
    query: async <Row>(sql: string, values: readonly unknown[] = []) => (await pool.query<Row>(sql, [...values])).rows,
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

async function inTransaction<Result>(pool: Pool, work: (client: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away.
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
