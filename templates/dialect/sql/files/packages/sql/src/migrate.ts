import { engine, sql, types } from './engine.ts';
import type { Pool } from './engine-port.ts';
import { transaction } from './transaction.ts';

/**
 * One change of the schema. There is no global number: teams take stages and failover in any order, so a change has a
 * name, `<owner>.<name>`, and says after which others it comes.
 */
export type Migration = {
  readonly name: string;
  readonly after?: string | readonly string[];
  readonly sql: string;
};

/**
 * Applies what is missing, in one transaction, and answers the names. Two runners at once are safe: the lock is on the
 * table and ends with the transaction, so that it holds behind a pooler too.
 * Throws when a migration waits for one that nobody has.
 */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<string[]> {
  await createTable(pool);
  return transaction(pool, async (client) => {
    await engine.holdMigrations(client);
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations');
    const done = new Set(rows.map(({ name }) => name));
    const applied: string[] = [];
    for (const migration of inOrder(migrations, done)) {
      await client.query(migration.sql);
      await client.query('INSERT INTO migrations (name) VALUES ($1)', [migration.name]);
      applied.push(migration.name);
    }
    return applied;
  });
}

async function createTable(pool: Pool): Promise<void> {
  const statement = `CREATE TABLE IF NOT EXISTS migrations (
    name ${types.key} PRIMARY KEY,
    applied_at ${types.time} NOT NULL DEFAULT ${sql.now}
  )`;
  try {
    await pool.query(statement);
  } catch (error) {
    // IF NOT EXISTS does not protect two runners that create at the same moment: one of them fails on the other's table.
    if (!engine.isThereAlready(error)) throw error;
  }
}

/** The migrations that are missing, each after those it names. */
export function inOrder(migrations: readonly Migration[], done: ReadonlySet<string>): Migration[] {
  const ready = new Set(done);
  let waiting = migrations.filter(({ name }) => !done.has(name));
  const order: Migration[] = [];
  while (waiting.length > 0) {
    const next = waiting.filter(({ after = [] }) => [after].flat().every((name) => ready.has(name)));
    if (next.length === 0) {
      const stuck = waiting.map(({ name, after = [] }) => `${name} after ${[after].flat().join(', ')}`).join('; ');
      throw new Error(`These migrations wait for others that are not there: ${stuck}.`);
    }
    for (const migration of next) {
      order.push(migration);
      ready.add(migration.name);
    }
    waiting = waiting.filter((migration) => !next.includes(migration));
  }
  return order;
}
