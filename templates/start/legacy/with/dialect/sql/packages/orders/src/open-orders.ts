import type { Stock, StockLevel } from '@app/core';
import { type Env, openPool, read } from '@app/sql';

/** Opens what functions may see of the shop's own tables: the shelf, to read. Connects with the first query. */
export async function openOrders(env: Env): Promise<{ stock: Pick<Stock, 'list'>; close(): Promise<void> }> {
  const { pool, close } = openPool(env);
  const sql = 'SELECT sku, name, unit_price AS "unitPrice", available FROM products ORDER BY sku';
  return { stock: { list: () => read<StockLevel>(pool, sql, []) }, close };
}
