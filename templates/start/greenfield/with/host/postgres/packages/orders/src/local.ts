import { sampleProducts } from '@app/core';
import { createPool, type Env, migrate } from '@app/postgres';
import { migrations } from './migrations.ts';

/** Makes the tables and puts the sample products on the shelf. Safe to run again: what was sold stays sold. */
export async function prepare(env: Env): Promise<void> {
  const pool = createPool(env);
  try {
    await migrate(pool, migrations);
    for (const { sku, name, unitPrice, available } of sampleProducts) {
      await pool.query(
        'INSERT INTO stock (sku, name, unit_price, available) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [sku, name, unitPrice, available],
      );
    }
  } finally {
    await pool.end();
  }
}
