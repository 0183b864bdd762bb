import { amountOf, type Stock, type StockLevel } from '@app/core';
import { type Env, openDb } from '@app/sql';

/** Opens what functions may see of the shop's own tables: the shelf, to read. Connects with the first query. */
export async function openOrders(env: Env): Promise<{ stock: Pick<Stock, 'list'>; close(): Promise<void> }> {
  const db = openDb(env);
  const sql = 'SELECT sku, name, unit_price AS "unitPrice", available FROM products ORDER BY sku';
  type Row = Omit<StockLevel, 'unitPrice'> & { readonly unitPrice: string | number };
  const list = async () => {
    const rows = await db.read<Row>(sql);
    return rows.map((row) => ({ ...row, unitPrice: amountOf(row.unitPrice, `the price of ${row.sku}`) }));
  };
  return { stock: { list }, close: db.close };
}
