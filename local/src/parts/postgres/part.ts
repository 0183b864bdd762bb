import pg from 'pg';
import type { Part } from '../../contract/index.ts';
import { isolateDatabase } from './isolate.ts';
import limits from './limits.json' with { type: 'json' };
import { startPostgres } from './server.ts';

/** A real Postgres from npm's binaries. `DATABASE_URL` replaces it. */
export const postgresPart: Part = {
  name: 'postgres',
  title: 'Postgres',
  limits: limits.otherwise,
  async start({ dataDir, keep, env }) {
    const given = env.DATABASE_URL;
    if (given) return { env: { DATABASE_URL: given }, ready: () => answers(given), stop: async () => {} };
    const { url, stop } = await startPostgres(dataDir, keep);
    return { env: { DATABASE_URL: url }, url, ready: () => answers(url), stop };
  },
  isolate: isolateDatabase,
};

async function answers(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('SELECT 1');
  } finally {
    await client.end();
  }
}
