import pg from 'pg';

/** Runs one statement and answers its rows. */
export type Query = <Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A connection inside BEGIN and COMMIT. */
export type Transaction = pg.PoolClient;

/** The shop's database. */
export type Db = {
  readonly pool: pg.Pool;
  readonly query: Query;
  /** Commits what `work` did, or rolls all of it back when it throws. */
  transaction<Result>(work: (client: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

/** Opens the pool. `DATABASE_URL` says where, `DATABASE_POOL` how many connections (10). Connects with the first query. */
export function openDb(env: Readonly<Record<string, string | undefined>>): Db {
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL is not set: it names the Postgres of the shop.');
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: Number(env.DATABASE_POOL ?? 10),
    connectionTimeoutMillis: 2_000,
  });
  // Without a listener a connection that the server drops ends the process.
  pool.on('error', (error) => console.error('idle connection lost:', error.message));
  pool.on('connect', (client) => client.on('error', (error) => console.error('connection lost:', error.message)));
  return {
    pool,
    query: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
}

async function inTransaction<Result>(pool: pg.Pool, work: (client: Transaction) => Promise<Result>): Promise<Result> {
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
