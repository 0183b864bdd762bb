import pg from 'pg';
import type { Part } from '../../contract/index.ts';
import { isolateDatabase } from './isolate.ts';
import { startPostgres } from './server.ts';

/** A real Postgres from npm's binaries. `DATABASE_URL` replaces it. */
export const postgresPart: Part = {
  name: 'postgres',
  title: 'Postgres',
  limits: [
    'Postgres is a real server of one node: no replica, no pooler before it, no TLS, and 100 connections. In tests it does not wait for the disk.',
  ],
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
