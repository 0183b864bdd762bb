import { sampleProducts } from '@app/core';
import { type Env, migrate, sql } from '@app/sql';
import { createPool } from '@app/sql/unfenced';
import { migrations } from './migrations.ts';

/** Makes the tables and puts the sample products on the shelf. Safe to run again: what was sold stays sold. */
export async function prepare(env: Env): Promise<void> {
  const pool = createPool(env);
  try {
    await migrate(pool, migrations);
    for (const { sku, name, unitPrice, available } of sampleProducts) {
      await pool.query(sql.insertOnce('stock', ['sku', 'name', 'unit_price', 'available']), [
        sku,
        name,
        unitPrice,
        available,
      ]);
    }
  } finally {
    await pool.end();
  }
}
