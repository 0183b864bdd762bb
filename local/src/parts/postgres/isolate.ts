import { randomBytes } from 'node:crypto';
import type { Env, Isolated } from '../../contract/index.ts';
import { withSession } from './session.ts';

/** Makes an empty database for one test, on the server at `DATABASE_URL`. */
export async function isolateDatabase(env: Env): Promise<Isolated> {
  const server = env.DATABASE_URL;
  if (!server) throw new Error('DATABASE_URL is not set: start the parts first.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withSession(server, (session) => session.query(`CREATE DATABASE ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href },
    drop: () =>
      withSession(server, async (session) => {
        await session.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}
