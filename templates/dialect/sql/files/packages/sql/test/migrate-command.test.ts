import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isolate, sharedParts } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, type Env } from '../src/index.ts';

const command = fileURLToPath(new URL('../src/migrate-command.ts', import.meta.url));
let own: Awaited<ReturnType<typeof isolate>>;

beforeAll(async () => {
  own = await isolate(sharedParts());
});
afterAll(() => own.drop());

const run = (env: Env) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', command], { env: { ...process.env, ...env } });

test('npm run migrate makes the tables of all packages', async () => {
  expect((await run(own.env)).stdout).toContain('outbox.events');
  const pool = createPool(own.env);
  expect((await pool.query('SELECT id FROM outbox')).rows).toEqual([]);
  await pool.end();
});

test('without a database it says what is missing', async () => {
  await expect(run({ DATABASE_URL: '' })).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining('DATABASE_URL is not set'),
  });
});
