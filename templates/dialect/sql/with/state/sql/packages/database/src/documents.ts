import { type Documents, type JsonObject, NotFoundError } from '@app/core';
import { type Db, isUnstorable, sql, store } from '@app/sql';

/** Writes a document whole; the values are collection, id and document. */
export const putDocument = sql.upsert('documents', ['collection', 'id'], ['document']);

/** Small documents in one table, by collection and id. */
export function documentsOn(db: Db): Documents {
  return {
    async find(collection, id) {
      const found = 'SELECT document FROM documents WHERE collection = $1 AND id = $2';
      try {
        const [row] = await db.read<{ document: JsonObject }>(found, [collection, id]);
        return row?.document;
      } catch (error) {
        // What can be no key is the key of nothing.
        if (isUnstorable(error)) return undefined;
        throw error;
      }
    },

    async put(collection, id, document) {
      await store(() => db.change(putDocument, [collection, id, JSON.stringify(document)]));
    },

    async patch(collection, id, fields) {
      const update = `UPDATE documents SET document = ${sql.merged('document', '$3')} WHERE collection = $1 AND id = $2`;
      const { rowCount } = await store(() => db.change(update, [collection, id, JSON.stringify(fields)]));
      if (rowCount === 0) throw new NotFoundError(`There is no ${collection}/${id}.`);
    },

    async list(collection, limit) {
      return db.read<{ id: string; document: JsonObject }>(
        `SELECT id, document FROM documents WHERE collection = $1 ORDER BY ${sql.bytewise('id')} LIMIT $2`,
        [collection, limit],
      );
    },
  };
}
