import type { Migration } from '@app/postgres';

/** The tables of the shop. */
export const migrations: readonly Migration[] = [
  {
    name: 'orders.orders',
    sql: `CREATE TABLE orders (
            id text PRIMARY KEY,
            version integer NOT NULL,
            epoch integer NOT NULL,
            placed_at timestamptz NOT NULL,
            document jsonb NOT NULL,
            words text NOT NULL
          );
          CREATE INDEX orders_newest ON orders (placed_at DESC)`,
  },
  {
    name: 'orders.stock',
    sql: `CREATE TABLE stock (
            sku text PRIMARY KEY,
            name text NOT NULL,
            unit_price integer NOT NULL,
            available integer NOT NULL CHECK (available >= 0)
          )`,
  },
];
