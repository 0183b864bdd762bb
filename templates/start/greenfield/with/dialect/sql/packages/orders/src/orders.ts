import { ConflictError, type Order, type Orders } from '@app/core';
import { insertEvents } from '@app/outbox';
import { isUnstorable, type Pool, read, sql, transaction } from '@app/sql';

type Row = { document: Order };

/** Orders as documents with a version; what is searched stands beside them in a column. */
export function ordersOn(pool: Pool): Orders {
  return {
    save: (order, { events, expect, epoch }) =>
      transaction(pool, async (client) => {
        const values = [order.id, order.version, epoch, order.placedAt, JSON.stringify(order), wordsOf(order)];
        const { rowCount } =
          expect === 0
            ? await client.query(
                sql.insertOnce('orders', ['id', 'version', 'epoch', 'placed_at', 'document', 'words']),
                values,
              )
            : await client.query(
                `UPDATE orders SET version = $2, epoch = $3, placed_at = $4, document = $5, words = $6
                 WHERE id = $1 AND version = $7 AND epoch <= $3`,
                [...values, expect],
              );
        if (rowCount === 0) throw new ConflictError(`Order ${order.id} was changed by somebody else.`);
        await insertEvents(client, events);
      }),

    async find(id) {
      try {
        const [row] = await read<Row>(pool, 'SELECT document FROM orders WHERE id = $1', [id]);
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
      return (await read<Row>(pool, newest, [text.toLowerCase(), limit])).map(({ document }) => document);
    },
  };
}

function wordsOf({ id, customer, lines }: Order): string {
  return [id, customer.name, customer.email, ...lines.map(({ name }) => name)].join('\n').toLowerCase();
}
