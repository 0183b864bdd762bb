import { sampleProducts } from '@app/core';
import { type Migration, migrate } from '@app/postgres';
import type { Db } from './db.ts';

/** The shop's tables. A new change is a new migration at the end; one that has run is never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'legacy-shop.products',
    sql: `CREATE TABLE products (
            sku text PRIMARY KEY,
            name text NOT NULL,
            unit_price integer NOT NULL,
            available integer NOT NULL CHECK (available >= 0)
          )`,
  },
  {
    name: 'legacy-shop.orders',
    sql: `CREATE TABLE orders (
            id text PRIMARY KEY,
            customer_name text NOT NULL,
            customer_email text NOT NULL,
            currency text NOT NULL,
            total integer NOT NULL,
            placed_at timestamptz NOT NULL,
            version integer NOT NULL
          );
          CREATE TABLE order_lines (
            order_id text NOT NULL REFERENCES orders (id),
            position integer NOT NULL,
            sku text NOT NULL,
            name text NOT NULL,
            quantity integer NOT NULL,
            unit_price integer NOT NULL,
            PRIMARY KEY (order_id, position)
          )`,
  },
  {
    name: 'legacy-shop.invoices',
    after: 'legacy-shop.orders',
    sql: `CREATE TABLE invoices (
            number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001) PRIMARY KEY,
            order_id text NOT NULL UNIQUE REFERENCES orders (id),
            text text NOT NULL
          )`,
  },
  {
    name: 'legacy-shop.search-index',
    after: 'legacy-shop.orders',
    sql: `CREATE TABLE search_index (
            order_id text PRIMARY KEY REFERENCES orders (id),
            placed_at timestamptz NOT NULL,
            words text NOT NULL
          )`,
  },
  {
    name: 'legacy-shop.receipts',
    after: 'legacy-shop.orders',
    sql: `CREATE TABLE receipts (
            order_id text PRIMARY KEY REFERENCES orders (id),
            sent_to text NOT NULL,
            text text NOT NULL
          )`,
  },
];

/** Brings the schema up to date and puts the first products on the shelf. Safe to run at every start. */
export async function prepareDatabase(db: Db): Promise<void> {
  await migrate(db.pool, migrations);
  for (const { sku, name, unitPrice, available } of sampleProducts) {
    await db.query(
      'INSERT INTO products (sku, name, unit_price, available) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [sku, name, unitPrice, available],
    );
  }
}
