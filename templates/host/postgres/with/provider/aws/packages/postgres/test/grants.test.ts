import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '@app/database';
import { openOrders } from '@app/orders';
import { openOutbox } from '@app/outbox';
import { migrate } from '@app/sql';
import { repoRoot } from 'serverless-workshop/local';
import { isolate, sharedParts } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repoMigrations } from '../../sql/src/repo-migrations.ts';
import { createPool } from '../src/index.ts';

// Roles belong to the server, not to the database: these are of this run.
const prefix = `functions_${randomBytes(4).toString('hex')}`;
const page = readFileSync(join(repoRoot(), 'docs/database-roles.md'), 'utf8');
const [, block = ''] = /```sql\n([\s\S]+?)```/.exec(page) ?? [];
const statements = block
  .replace(/--.*$/gm, '')
  .replaceAll('functions', prefix)
  .replace('…', 'of-this-run')
  .split(';')
  .map((statement) => statement.trim())
  .filter(Boolean);
const legacy = join(repoRoot(), 'services/legacy-shop/src/schema.ts');
let own: Awaited<ReturnType<typeof isolate>>;
const granted: string[] = [];
let env: Record<string, string | undefined>;

beforeAll(async () => {
  own = await isolate(sharedParts());
  const pool = createPool(own.env);
  const shop = existsSync(legacy) ? (await import(/* @vite-ignore */ pathToFileURL(legacy).href)).migrations : [];
  await migrate(pool, [...shop, ...(await repoMigrations(repoRoot()))]);
  for (const statement of statements) {
    const [, tables = ''] = /^GRANT .+ ON (.+) TO/.exec(statement) ?? [];
    const { rows } = await pool.query(
      'SELECT bool_and(to_regclass(name) IS NOT NULL) AS all FROM unnest($1::text[]) name',
      [tables.split(', ')],
    );
    // What the page says to leave out.
    if (tables && !rows[0].all) continue;
    await pool.query(statement);
    granted.push(...tables.split(', '));
  }
  await pool.end();
  const url = new URL(own.env.DATABASE_URL ?? '');
  url.username = `${prefix}_a`;
  url.password = 'of-this-run';
  env = { ...sharedParts(), DATABASE_URL: url.href };
});
afterAll(async () => {
  await own.drop();
  const pool = createPool(sharedParts());
  await pool.query(`DROP ROLE IF EXISTS ${prefix}_a, ${prefix}_b, ${prefix}`);
  await pool.end();
});

test('with the roles of docs/database-roles.md the functions can do all that they do', async () => {
  const outbox = await openOutbox(env);
  const lease = await outbox.lease('a relay', 1_000);
  expect(await outbox.pending(1)).toEqual([]);
  if (!lease) throw new Error('the lease was not free');
  await outbox.published(['none'], lease);
  await outbox.setAside([{ id: 'none', reason: 'none' }], lease);
  expect(await outbox.aside(1)).toEqual([]);
  await outbox.close();
  if (granted.includes('documents')) {
    const { documents, effects, close } = await openDatabase(env);
    await effects.once(prefix, { collection: 'grants', id: prefix, document: {} });
    await documents.patch('grants', prefix, { seen: true });
    await close();
  }
  const orders = await openOrders(env);
  expect(await orders.stock.list()).toBeInstanceOf(Array);
  await orders.close();
});
