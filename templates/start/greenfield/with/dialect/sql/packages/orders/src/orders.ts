import { ConflictError, type Order, type Orders } from '@app/core';
import { insertEvents } from '@app/outbox';
import { type Db, isUnstorable, sql } from '@app/sql';

type Row = { document: Order };

/** Orders as documents with a version; what is searched stands beside them in a column. */
export function ordersOn(db: Db): Orders {
  return {
    save: (order, { events, expect }) =>
      db.write(async (client) => {
        const values = [order.id, order.version, order.placedAt, JSON.stringify(order), wordsOf(order)];
        const { rowCount } =
          expect === 0
            ? await client.query(sql.insertOnce('orders', ['id', 'version', 'placed_at', 'document', 'words']), values)
            : await client.query(
                `UPDATE orders SET version = $2, placed_at = $3, document = $4, words = $5
                 WHERE id = $1 AND version = $6`,
                [...values, expect],
              );
        if (rowCount === 0) throw new ConflictError(`Order ${order.id} was changed by somebody else.`);
        await insertEvents(client, events);
      }),

    async find(id) {
      try {
        const [row] = await db.read<Row>('SELECT document FROM orders WHERE id = $1', [id]);
        return row?.document;
      } catch (error) {
        // What can be no key is the key of nothing.
        if (isUnstorable(error)) return undefined;
        throw error;
      }
    },

    async search(text, limit) {
      // position, because in LIKE a percent sign in the text would stand for anything.
      const newest = 'SELECT document FROM orders WHERE position($1 IN words) > 0 ORDER BY placed_at DESC LIMIT $2';
      return (await db.read<Row>(newest, [text.toLowerCase(), limit])).map(({ document }) => document);
    },
  };
}

function wordsOf({ id, customer, lines }: Order): string {
  return [id, customer.name, customer.email, ...lines.map(({ name }) => name)].join('\n').toLowerCase();
}
