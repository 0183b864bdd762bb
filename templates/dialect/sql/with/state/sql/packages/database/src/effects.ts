import type { Effects } from '@app/core';
import { type Db, sql, store } from '@app/sql';
import { putDocument } from './documents.ts';

/** The key and the change in one transaction: neither is there without the other. */
export function effectsOn(db: Db): Effects {
  return {
    once: (key, change) =>
      store(() =>
        db.write(async (client) => {
          const { rowCount } = await client.query(sql.insertOnce('effects', ['key']), [key]);
          if (rowCount === 0) return 'duplicate';
          await client.query(putDocument, [change.collection, change.id, JSON.stringify(change.document)]);
          return 'applied';
        }),
      ),
  };
}
