import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isolate, sharedParts, startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Env, type Migration, migrate } from '../src/index.ts';
import { inOrder } from '../src/migrate.ts';
import { createPool } from '../src/unfenced.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
const opened: ReturnType<typeof createPool>[] = [];
const pool = () => {
  const made = createPool(workshop.env);
  opened.push(made);
  return made;
};

beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
});
afterAll(async () => {
  for (const one of opened) await one.end();
  await workshop.stop();
});

const table = (name: string, after?: string): Migration => ({
  name: `test.${name}`,
  ...(after && { after: `test.${after}` }),
  sql: `CREATE TABLE test_${name} (x int)`,
});

test('what is missing is applied, once, each after what it names', async () => {
  expect(await migrate(pool(), [table('b', 'a'), table('a')])).toEqual(['test.a', 'test.b']);
  expect(await migrate(pool(), [table('b', 'a'), table('a'), table('c', 'a')])).toEqual(['test.c']);
});

test('two runners at once apply everything once', async () => {
  const wanted = [table('race1'), table('race2', 'race1')];
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(pool(), wanted)));
  expect(applied.flat().toSorted()).toEqual(['test.race1', 'test.race2']);
});

test('a migration that fails leaves nothing of its run behind', async () => {
  const broken = { name: 'test.broken', after: 'test.fine', sql: 'CREATE TABLE no good' };
  await expect(migrate(pool(), [table('fine'), broken])).rejects.toThrow(/syntax/);
  expect(await migrate(pool(), [table('fine')])).toEqual(['test.fine']);
});

test('one that waits for another that nobody has is named', () => {
  expect(() => inOrder([table('x', 'nowhere')], new Set())).toThrow('test.x after test.nowhere');
});

const command = fileURLToPath(new URL('../src/migrate-command.ts', import.meta.url));
const run = (env: Env) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', command], { env: { ...process.env, ...env } });

test('npm run migrate makes the tables of all packages', async () => {
  const own = await isolate(sharedParts());
  expect((await run(own.env)).stdout).toContain('outbox.events');
  const made = createPool(own.env);
  expect((await made.query('SELECT id FROM outbox')).rows).toEqual([]);
  await made.end();
  await own.drop();
});

test('without a database npm run migrate says what is missing', async () => {
  await expect(run({ DATABASE_URL: '' })).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining('DATABASE_URL is not set'),
  });
});
