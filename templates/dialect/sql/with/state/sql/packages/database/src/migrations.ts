import { type Migration, sql, types } from '@app/sql';

/** The tables of the new functions. */
export const migrations: readonly Migration[] = [
  {
    name: 'database.documents',
    sql: `CREATE TABLE documents (
            collection ${types.key} NOT NULL,
            id ${types.key} NOT NULL,
            document ${types.json} NOT NULL,
            PRIMARY KEY (collection, id)
          )`,
  },
  {
    name: 'database.effects',
    sql: `CREATE TABLE effects (
            "key" ${types.key} PRIMARY KEY,
            recorded_at ${types.time} NOT NULL DEFAULT ${sql.now}
          )`,
  },
];
