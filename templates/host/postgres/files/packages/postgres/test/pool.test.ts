import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPool } from '../src/pool.ts';

const limits = JSON.parse(readFileSync(new URL('../../../limits.json', import.meta.url), 'utf8'));
const env = { DATABASE_URL: 'postgres://shop@127.0.0.1/shop' };

test('an instance holds as many connections as limits.json counts for it: the reserved concurrency comes from the same figure', () => {
  expect(createPool(env).options.max).toBe(limits.downstream.perInstance);
  expect(createPool({ ...env, DATABASE_POOL: '7' }).options.max).toBe(7);
});
