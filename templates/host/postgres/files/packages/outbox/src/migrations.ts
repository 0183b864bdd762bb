import type { Migration } from '@app/postgres';

/** The outbox and the row that says who may empty it. */
export const migrations: readonly Migration[] = [
  {
    name: 'outbox.events',
    sql: `CREATE TABLE outbox (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id text NOT NULL UNIQUE,
            key text NOT NULL,
            event jsonb NOT NULL,
            published_at timestamptz
          );
          CREATE INDEX outbox_pending ON outbox (position) WHERE published_at IS NULL`,
  },
  {
    name: 'outbox.lease',
    sql: `CREATE TABLE outbox_lease (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            holder text NOT NULL,
            fence bigint NOT NULL,
            expires_at timestamptz NOT NULL
          );
          INSERT INTO outbox_lease (holder, fence, expires_at) VALUES ('', 0, 'epoch')`,
  },
];
