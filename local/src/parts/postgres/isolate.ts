import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Env, Isolated } from '../../contract/index.ts';

/** Makes an empty database for one test, on the server at `DATABASE_URL`. */
export async function isolateDatabase(env: Env): Promise<Isolated> {
  const server = env.DATABASE_URL;
  if (!server) throw new Error('DATABASE_URL is not set: start the parts first.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href },
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
