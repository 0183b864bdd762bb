import type { Migration } from '@app/postgres';

/** The tables of the new functions. */
export const migrations: readonly Migration[] = [
  {
    name: 'database.documents',
    sql: `CREATE TABLE documents (
            collection text NOT NULL,
            id text NOT NULL,
            document jsonb NOT NULL,
            PRIMARY KEY (collection, id)
          )`,
  },
  {
    name: 'database.effects',
    sql: `CREATE TABLE effects (
            key text PRIMARY KEY,
            recorded_at timestamptz NOT NULL DEFAULT now()
          )`,
  },
];
