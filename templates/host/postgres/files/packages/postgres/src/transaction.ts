import type pg from 'pg';

/** SQLSTATEs with which a server says goodbye: shutdown, crash, idle for too long. */
const goodbyes = new Set(['57P01', '57P02', '57P03', '57P05', '25P03']);
const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED']);

/** True when the connection is gone, whatever the statement was. */
export function isLostConnection(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    goodbyes.has(code ?? '') || broken.has(code ?? '') || /Connection terminated|not queryable/.test(message ?? '')
  );
}

/** Runs one statement that only reads. A dead connection is tried once more on a new one. */
export async function read<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
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
export async function transaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
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

async function begin(pool: pg.Pool, again = true): Promise<pg.PoolClient> {
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
