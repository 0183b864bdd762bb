import { amountOf, type OrderLine, OutOfStockError, type Stock } from '@app/core';
import { type Db, sql } from '@app/sql';

type Row = { sku: string; name: string; unit_price: string | number; available: number };

/** The shelf, a row for each SKU. */
export function stockOn(db: Db): Stock {
  return {
    async list() {
      const rows = await db.read<Row>('SELECT sku, name, unit_price, available FROM stock ORDER BY sku');
      return rows.map(({ unit_price, ...row }) => ({
        ...row,
        unitPrice: amountOf(unit_price, `the price of ${row.sku}`),
      }));
    },

    async put({ sku, name, unitPrice, available }) {
      await db.change(sql.upsert('stock', ['sku'], ['name', 'unit_price', 'available']), [
        sku,
        name,
        unitPrice,
        available,
      ]);
    },

    reserve: (lines) =>
      db.write(async (client) => {
        for (const { sku, quantity } of inOneOrder(lines)) {
          const { rowCount } = await client.query(
            'UPDATE stock SET available = available - $2 WHERE sku = $1 AND available >= $2',
            [sku, quantity],
          );
          if (rowCount === 0) throw new OutOfStockError(sku);
        }
      }),

    release: (lines) =>
      db.write(async (client) => {
        for (const { sku, quantity } of inOneOrder(lines)) {
          await client.query('UPDATE stock SET available = available + $2 WHERE sku = $1', [sku, quantity]);
        }
      }),
  };
}

/** Everybody locks the rows in the same order: two orders that want the same two products cannot block each other. */
function inOneOrder(lines: readonly OrderLine[]): OrderLine[] {
  return [...lines].sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
