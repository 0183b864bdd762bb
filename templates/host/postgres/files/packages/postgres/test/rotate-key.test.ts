import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { sharedParts } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runOps } from '../../ops/test/run-ops.ts';
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

test.each([
  ["a role of Postgres's own", 'pg_monitor'],
  ['a role that nobody connects as', 'nobody_connects'],
  ['a role that is not there', 'nobody'],
])('the command refuses %s, and names those that it can change', async (_, name) => {
  await admin.query('CREATE ROLE nobody_connects');
  try {
    const { code, out, err } = await runOps(['rotate-key', name], env);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain(`There is no role "${name}" whose password could be changed; nothing was changed.`);
    expect(err.split('There are: ')[1]).toContain(role);
    expect(err.split('There are: ')[1]).not.toContain(name);
  } finally {
    await admin.query('DROP ROLE nobody_connects');
  }
});

test('a role that is not there and the role that asks are left alone', async () => {
  expect(await rotateKey(env, 'nobody')).toBeUndefined();
  expect(await rotateKey(env, new URL(env.DATABASE_URL ?? '').username)).toBeUndefined();
  await (await connectWith(env.DATABASE_URL ?? '')).end();
});
