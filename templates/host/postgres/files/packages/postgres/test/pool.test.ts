import { readFileSync } from 'node:fs';
import { sharedParts } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { createPool } from '../src/index.ts';

const limits = JSON.parse(readFileSync(new URL('../../../limits.json', import.meta.url), 'utf8'));
const env = { DATABASE_URL: 'postgres://shop@127.0.0.1/shop' };

test('an instance holds as many connections as limits.json counts for it: the reserved concurrency comes from the same figure', () => {
  expect(createPool(env).options.max).toBe(limits.downstream.perInstance);
  expect(createPool({ ...env, DATABASE_POOL: '7' }).options.max).toBe(7);
});

test('the server ends what is idle: a frozen instance cannot', async () => {
  const pool = createPool(sharedParts());
  const { rows } = await pool.query('SHOW idle_session_timeout');
  expect(rows[0]?.idle_session_timeout).toBe('1min');
  await pool.end();
});
