import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@app/local';
import { sharedParts } from '@app/local/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../src/index.ts';
import { parts } from '../src/local.ts';
import { startPostgres } from '../src/local-server.ts';

let folder: string;
let dataDir: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-test-'));
  dataDir = join(folder, 'postgres');
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

async function ask<Row extends Record<string, unknown>>(url: string, sql: string): Promise<Row[]> {
  const pool = createPool({ DATABASE_URL: url });
  try {
    return (await pool.query<Row>(sql)).rows;
  } finally {
    await pool.end();
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
  // Its port, too, is somebody else's by now: that of the server of the other tests.
  const { port } = new URL(sharedParts().DATABASE_URL ?? '');
  writeFileSync(join(dataDir, 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n0\n${port}\n\n127.0.0.1\n`);
  const server = await startPostgres(dataDir, true);
  expect(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8')).not.toMatch(new RegExp(`^${stranger.pid}\n`));
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  await server.stop();
  stranger.kill();
  await gone;
});

test('a database of your own replaces it', async () => {
  const env = { DATABASE_URL: 'postgres://me@example.com/shop' };
  const part = await parts[0]?.start({ dataDir: join(folder, 'unused'), keep: false, env });
  expect(part?.env).toEqual(env);
  await part?.stop();
});
