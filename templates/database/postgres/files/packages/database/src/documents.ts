import { type Documents, type JsonObject, NotFoundError } from '@app/core';
import { read } from '@app/postgres';
import type pg from 'pg';

/** Small documents in one table, by collection and id. */
export function documentsOn(pool: pg.Pool): Documents {
  return {
    async find(collection, id) {
      const sql = 'SELECT document FROM documents WHERE collection = $1 AND id = $2';
      const [row] = await read<{ document: JsonObject }>(pool, sql, [collection, id]);
      return row?.document;
    },

    async put(collection, id, document) {
      await pool.query(
        `INSERT INTO documents (collection, id, document) VALUES ($1, $2, $3)
         ON CONFLICT (collection, id) DO UPDATE SET document = excluded.document`,
        [collection, id, JSON.stringify(document)],
      );
    },

    async patch(collection, id, fields) {
      const { rowCount } = await pool.query(
        'UPDATE documents SET document = document || $3 WHERE collection = $1 AND id = $2',
        [collection, id, JSON.stringify(fields)],
      );
      if (rowCount === 0) throw new NotFoundError(`There is no ${collection}/${id}.`);
    },

    async list(collection, limit) {
      const sql = 'SELECT id, document FROM documents WHERE collection = $1 ORDER BY id COLLATE "C" LIMIT $2';
      return read<{ id: string; document: JsonObject }>(pool, sql, [collection, limit]);
    },
  };
}
