import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations as database } from '@app/database';
import { migrations as outbox } from '@app/outbox';
import { migrate } from '@app/sql';
import { createPool } from '@app/sql/unfenced';
import { startPostgres } from 'serverless-workshop/parts/postgres';

/**
 * Starts a temporary Postgres with the tables and calls `work` with its address and a connection for SQL by hand.
 * `settings` are options of the server.
 */
export async function onPostgres(work, settings = []) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const server = await startPostgres(join(dataDir, 'postgres'), false, { settings });
  const env = { DATABASE_URL: server.url };
  const pool = createPool(env);
  try {
    await migrate(pool, [...database, ...outbox]);
    await work(env, pool);
  } finally {
    await pool.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
