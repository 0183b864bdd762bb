import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Env } from '../../src/contract/index.ts';
import { postgresPart } from '../../src/parts/postgres/part.ts';
import { startPostgres } from '../../src/parts/postgres/server.ts';
import { until } from '../../src/until.ts';
import { describePart } from './part-contract.ts';

const url = (env: Env) => env.DATABASE_URL ?? '';

describePart(postgresPart, {
  setting: 'DATABASE_URL',
  nowhere: 'postgres://127.0.0.1:1/nowhere',
  async store(env, name) {
    await ask(url(env), `CREATE TABLE IF NOT EXISTS names (name text)`);
    await ask(url(env), `INSERT INTO names VALUES ('${name}')`);
  },
  async stored(env) {
    const [{ there } = { there: false }] = await ask<{ there: boolean }>(
      url(env),
      `SELECT to_regclass('names') IS NOT NULL AS there`,
    );
    return there ? (await ask<{ name: string }>(url(env), 'SELECT name FROM names')).map(({ name }) => name) : [];
  },
  // A request for TLS: the server answers that it has none.
  opening: '\u0000\u0000\u0000\u0008\u0004\u00d2\u0016\u002f',
});

let folder: string;
let dataDir: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-test-'));
  dataDir = join(folder, 'postgres');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

async function ask<Row extends Record<string, unknown>>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const isGone = (url: string) =>
  ask(url, 'SELECT 1').then(
    () => false,
    () => true,
  );

test('kept data is there after a restart, and a second run on it is refused', async () => {
  const first = await startPostgres(dataDir, true);
  await ask(first.url, 'CREATE TABLE kept (x int)');
  await expect(startPostgres(dataDir, true)).rejects.toThrow(/another run uses the data/);
  expect(await ask(first.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  expect(await ask(first.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  await first.stop();
  expect(await isGone(first.url)).toBe(true);

  const second = await startPostgres(dataDir, true);
  expect(await ask(second.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  await second.stop();
});

test('a server whose guardian was killed is ended by the next run, which takes its data', async () => {
  const first = await startPostgres(dataDir, true);
  process.kill(first.guardian, 'SIGKILL');
  const guards = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'guardian'";
  await until('the server has lost its guardian', async () => (await ask(first.url, guards)).length === 0);
  const second = await startPostgres(dataDir, true);
  expect(await isGone(first.url)).toBe(true);
  expect(await ask(second.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
  await second.stop();
});

test('a process that has the number of an old server by now is left alone', async () => {
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const gone = new Promise((resolve) => stranger.once('exit', resolve));
  // Its port, too, is somebody else's by now: that of another server.
  const other = await startPostgres(join(folder, 'other'), false);
  const { port } = new URL(other.url);
  writeFileSync(join(dataDir, 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n0\n${port}\n\n127.0.0.1\n`);
  const server = await startPostgres(dataDir, true);
  expect(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')).not.toMatch(new RegExp(`^${stranger.pid}\n`));
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  await server.stop();
  await other.stop();
  stranger.kill();
  await gone;
});
