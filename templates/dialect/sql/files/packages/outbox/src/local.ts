import { createPool, type Env, migrate } from '@app/sql';
import { migrations } from './migrations.ts';

export { openNaiveOutbox } from './naive-outbox.ts';

/** Makes the tables. Safe to run again. */
export async function prepare(env: Env): Promise<void> {
  const pool = createPool(env);
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
}

/** Writes rows one after the other, as an application in another language would: `event` is the JSON of anything. */
export async function writeRows(
  env: Env,
  rows: readonly { readonly id: string; readonly key: string; readonly event: string }[],
): Promise<void> {
  const pool = createPool(env);
  try {
    for (const { id, key, event } of rows) {
      await pool.query('INSERT INTO outbox (id, "key", event) VALUES ($1, $2, $3)', [id, key, event]);
    }
  } finally {
    await pool.end();
  }
}
