import { type Migration, sql, types } from '@app/sql';

/** The tables of the shop. */
export const migrations: readonly Migration[] = [
  {
    name: 'orders.orders',
    sql: `CREATE TABLE orders (
            id ${types.key} PRIMARY KEY,
            version integer NOT NULL,
            epoch integer NOT NULL,
            placed_at ${types.time} NOT NULL,
            document ${types.json} NOT NULL,
            words ${types.text} NOT NULL
          );
          CREATE INDEX orders_newest ON orders (placed_at DESC)`,
  },
  {
    name: 'orders.stock',
    sql: `CREATE TABLE stock (
            sku ${types.key} PRIMARY KEY,
            name ${types.text} NOT NULL,
            unit_price integer NOT NULL,
            available integer NOT NULL CHECK (available >= 0)
          )`,
  },
  { name: 'orders.amounts', after: 'orders.stock', sql: sql.retype('stock', 'unit_price', types.amount) },
  // The fence stands in the transaction now, and not in each order. Code from before still sets the column.
  { name: 'orders.epoch', after: 'orders.orders', sql: 'ALTER TABLE orders ALTER COLUMN epoch SET DEFAULT 0' },
];
