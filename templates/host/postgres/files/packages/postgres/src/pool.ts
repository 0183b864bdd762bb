import pg from 'pg';
import limits from '../../../limits.json' with { type: 'json' };

/** Settings by name, as in `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Makes a pool. Connections appear with the first query. Ports take `openPool` of `@app/sql`, so that one instance has one pool.
 *
 * - `DATABASE_URL`: where. Another host than this machine is reached with TLS, unless the URL says `sslmode`.
 * - `DATABASE_POOL`: how many connections one instance holds, else what `limits.json` counts for one. The sum over all functions of reserved
 *   concurrency × pool must stay below half of what the server has to spare.
 * - `DATABASE_POOLER=transaction`: a transaction-mode pooler stands in between. It refuses settings at connect, so
 *   the time-outs must then be set on the role: `ALTER ROLE … SET statement_timeout = '10s'`.
 *
 * Throws when `DATABASE_URL` is missing.
 */
export function createPool(env: Env): pg.Pool {
  const url = env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: it names the Postgres server.');
  const pool = new pg.Pool({
    connectionString: url,
    max: Number(env.DATABASE_POOL ?? limits.downstream.perInstance),
    connectionTimeoutMillis: 2_000,
    ...(needsTls(url) && { ssl: true }),
    ...(env.DATABASE_POOLER !== 'transaction' && {
      statement_timeout: 10_000,
      // A client's own idle timer stands still while the instance is frozen: only the server can end what is idle.
      options: '-c idle_session_timeout=60000 -c idle_in_transaction_session_timeout=10000',
    }),
  });
  return heard(pool, () => {});
}

/** A pool for a process that lives on, with nothing set but where and how many. `lost` hears of connections that the server ended. */
export function plainPool(url: string, most: number, lost: (error: Error) => void): pg.Pool {
  return heard(new pg.Pool({ connectionString: url, max: most, connectionTimeoutMillis: 2_000 }), lost);
}

/** Without a listener a connection that the server ends would end the process, in the pool or in use. */
function heard(pool: pg.Pool, lost: (error: Error) => void): pg.Pool {
  // The pool repeats the error of an idle connection.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

function needsTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  // No host at all is a socket on this machine.
  return !['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname) && !searchParams.has('sslmode');
}
