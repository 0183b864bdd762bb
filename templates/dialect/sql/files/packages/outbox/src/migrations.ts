import { type Migration, sql, types } from '@app/sql';

/** The outbox and the row that says who may empty it. */
export const migrations: readonly Migration[] = [
  {
    name: 'outbox.events',
    sql: `CREATE TABLE outbox (
            position ${types.numbered()} PRIMARY KEY,
            id ${types.key} NOT NULL UNIQUE,
            "key" ${types.text} NOT NULL,
            event ${types.json} NOT NULL,
            published_at ${types.time}
          );
          ${sql.indexWhere('outbox_pending', 'outbox', 'position', 'published_at IS NULL')}`,
  },
  {
    name: 'outbox.lease',
    sql: `CREATE TABLE outbox_lease (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            holder ${types.text} NOT NULL,
            fence bigint NOT NULL,
            expires_at ${types.time} NOT NULL
          );
          INSERT INTO outbox_lease (holder, fence, expires_at) VALUES ('', 0, '1970-01-02 00:00:00')`,
  },
  {
    name: 'outbox.aside',
    after: 'outbox.events',
    sql: `ALTER TABLE outbox ADD COLUMN set_aside_at ${types.time}, ADD COLUMN reason ${types.text}`,
  },
];
