import { randomBytes } from 'node:crypto';
import { sharedParts } from '@app/local/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotateKey } from '../src/rotate-key.ts';

const env = sharedParts();
const role = `functions "${randomBytes(4).toString('hex')}"`;
const quoted = `"${role.replaceAll('"', '""')}"`;
let admin: pg.Client;

beforeAll(async () => {
  admin = new pg.Client({ connectionString: env.DATABASE_URL });
  await admin.connect();
  await admin.query(`CREATE ROLE ${quoted} LOGIN PASSWORD 'first'`);
});
afterAll(async () => {
  await admin.query(`DROP ROLE ${quoted}`);
  await admin.end();
});

const connectWith = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};
const urlWith = (password: string) => {
  const url = new URL(env.DATABASE_URL ?? '');
  url.username = encodeURIComponent(role);
  url.password = password;
  return url.href;
};

test('the new key opens, the old one does not, and what is open goes on', async () => {
  const open = await connectWith(urlWith('first'));
  const rotated = await rotateKey(env, role);
  expect(rotated?.setting).toBe('DATABASE_URL');
  await (await connectWith(String(rotated?.value))).end();
  await expect(connectWith(urlWith('first'))).rejects.toThrow('password');
  expect((await open.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await open.end();
});

test('a role that is not there and the role that asks are left alone', async () => {
  expect(await rotateKey(env, 'nobody')).toBeUndefined();
  expect(await rotateKey(env, new URL(env.DATABASE_URL ?? '').username)).toBeUndefined();
  await (await connectWith(env.DATABASE_URL ?? '')).end();
});
