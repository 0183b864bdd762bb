import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations as database } from '@app/database';
import { migrations as outbox } from '@app/outbox';
import { createPool, migrate } from '@app/postgres';
import { parts } from '@app/postgres/local';

/** Starts a Postgres that is thrown away, with the tables, and lets `work` use it: settings, and a connection for SQL by hand. */
export async function onPostgres(work) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const [postgres] = parts;
  const server = await postgres.start({ dataDir: join(dataDir, 'postgres'), keep: false, env: {} });
  const pool = createPool(server.env);
  try {
    await migrate(pool, [...database, ...outbox]);
    await work(server.env, pool);
  } finally {
    await pool.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
