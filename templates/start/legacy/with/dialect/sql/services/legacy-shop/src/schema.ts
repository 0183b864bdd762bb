import { sampleProducts } from '@app/core';
import { type Migration, migrate, sql, types } from '@app/sql';
import type { Db } from './db.ts';

/** The shop's tables. A new change is a new migration at the end; one that has run is never edited. */
export const migrations: readonly Migration[] = [
  {
    name: 'legacy-shop.products',
    sql: `CREATE TABLE products (
            sku ${types.key} PRIMARY KEY,
            name ${types.text} NOT NULL,
            unit_price integer NOT NULL,
            available integer NOT NULL CHECK (available >= 0)
          )`,
  },
  {
    name: 'legacy-shop.orders',
    sql: `CREATE TABLE orders (
            id ${types.key} PRIMARY KEY,
            customer_name ${types.text} NOT NULL,
            customer_email ${types.text} NOT NULL,
            currency ${types.text} NOT NULL,
            total integer NOT NULL,
            placed_at ${types.time} NOT NULL,
            version integer NOT NULL
          );
          CREATE TABLE order_lines (
            order_id ${types.key} NOT NULL REFERENCES orders (id),
            position integer NOT NULL,
            sku ${types.text} NOT NULL,
            name ${types.text} NOT NULL,
            quantity integer NOT NULL,
            unit_price integer NOT NULL,
            PRIMARY KEY (order_id, position)
          )`,
  },
  {
    name: 'legacy-shop.invoices',
    after: 'legacy-shop.orders',
    sql: `CREATE TABLE invoices (
            number ${types.numbered(1001)} PRIMARY KEY,
            order_id ${types.key} NOT NULL UNIQUE REFERENCES orders (id),
            text ${types.text} NOT NULL
          )`,
  },
  {
    name: 'legacy-shop.search-index',
    after: 'legacy-shop.orders',
    sql: `CREATE TABLE search_index (
            order_id ${types.key} PRIMARY KEY REFERENCES orders (id),
            placed_at ${types.time} NOT NULL,
            words ${types.text} NOT NULL
          )`,
  },
  {
    name: 'legacy-shop.receipts',
    after: 'legacy-shop.orders',
    sql: `CREATE TABLE receipts (
            order_id ${types.key} PRIMARY KEY REFERENCES orders (id),
            sent_to ${types.text} NOT NULL,
            text ${types.text} NOT NULL
          )`,
  },
  {
    name: 'legacy-shop.amounts',
    after: ['legacy-shop.products', 'legacy-shop.orders'],
    sql: [
      sql.retype('products', 'unit_price', types.amount),
      sql.retype('orders', 'total', types.amount),
      sql.retype('order_lines', 'unit_price', types.amount),
    ].join('; '),
  },
];

/** Brings the schema up to date and puts the first products on the shelf. Safe to run at every start. */
export async function prepareDatabase(db: Db): Promise<void> {
  await migrate(db.pool, migrations);
  for (const { sku, name, unitPrice, available } of sampleProducts) {
    await db.query(sql.insertOnce('products', ['sku', 'name', 'unit_price', 'available']), [
      sku,
      name,
      unitPrice,
      available,
    ]);
  }
}
