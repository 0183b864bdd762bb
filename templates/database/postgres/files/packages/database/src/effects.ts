import type { Effects } from '@app/core';
import { transaction } from '@app/postgres';
import type pg from 'pg';

/** The key and the change in one transaction: neither is there without the other. */
export function effectsOn(pool: pg.Pool): Effects {
  return {
    once: (key, change) =>
      transaction(pool, async (client) => {
        const { rowCount } = await client.query('INSERT INTO effects (key) VALUES ($1) ON CONFLICT DO NOTHING', [key]);
        if (rowCount === 0) return 'duplicate';
        await client.query(
          `INSERT INTO documents (collection, id, document) VALUES ($1, $2, $3)
           ON CONFLICT (collection, id) DO UPDATE SET document = excluded.document`,
          [change.collection, change.id, JSON.stringify(change.document)],
        );
        return 'applied';
      }),
  };
}
