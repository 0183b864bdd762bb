import { type Env, migrate } from '@app/sql';
import { createPool } from '@app/sql/unfenced';
import { migrations } from './migrations.ts';

/** Makes the tables. Safe to run again. */
export async function prepare(env: Env): Promise<void> {
  const pool = createPool(env);
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
}
