import { randomUUID } from 'node:crypto';
import { ConflictError, type Order, type Orders, type SaveOptions } from '@app/core';
import { type Item, isConditionFailed, isUnstorable, type Table } from '@app/dynamodb';
import { addPending, pendingAttributes } from '@app/outbox';

const keyOf = (id: string): Item => ({ pk: { S: `order#${id}` }, sk: { S: 'order' } });

/** Orders, one item each, with their pending events in it: one write stores both or neither. */
export function ordersOn(table: Table): Orders {
  return {
    async save(order, options) {
      const write = randomUUID();
      try {
        await (options.expect === 0 ? insert(table, order, options, write) : update(table, order, options, write));
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        // When an answer is lost the SDK asks again, and the second try meets what the first one stored.
        const item = await table.get(keyOf(order.id));
        if (item?.write?.S !== write) throw new ConflictError(`Order ${order.id} was changed by somebody else.`);
      }
    },

    async find(id) {
      try {
        const item = await table.get(keyOf(id));
        return item && orderOf(item);
      } catch (error) {
        // What can be no key is the key of nothing.
        if (isUnstorable(error)) return undefined;
        throw error;
      }
    },

    async search(text, limit) {
      // Reads the newest orders until enough match: fine for a desk that looks for this week's order, no search engine.
      const found: Order[] = [];
      let from: Item | undefined;
      do {
        const page = await table.query({
          IndexName: 'newest',
          KeyConditionExpression: 'listIn = :in',
          FilterExpression: 'contains(words, :text)',
          ExpressionAttributeValues: { ':in': { S: 'orders' }, ':text': { S: text.toLowerCase() } },
          ScanIndexForward: false,
          ExclusiveStartKey: from,
        });
        found.push(...(page.Items ?? []).map(orderOf));
        from = page.LastEvaluatedKey;
      } while (from && found.length < limit);
      return found.slice(0, limit);
    },
  };
}

async function insert(table: Table, order: Order, { events }: SaveOptions, write: string): Promise<void> {
  await table.write({
    Put: {
      Item: {
        ...keyOf(order.id),
        ...pendingAttributes(events, order.version),
        version: { N: String(order.version) },
        write: { S: write },
        listIn: { S: 'orders' },
        placedAt: { S: order.placedAt },
        words: { S: wordsOf(order) },
        document: { S: JSON.stringify(order) },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
}

async function update(table: Table, order: Order, { events, expect }: SaveOptions, write: string): Promise<void> {
  const pending = addPending(events, order.version);
  const set = [
    'version = :version',
    '#write = :write',
    'placedAt = :placedAt',
    'words = :words',
    '#document = :document',
  ];
  await table.write({
    Update: {
      Key: keyOf(order.id),
      UpdateExpression: `SET ${[...set, ...pending.set].join(', ')}`,
      ConditionExpression: 'version = :expect',
      ExpressionAttributeNames: { '#document': 'document', '#write': 'write', ...pending.names },
      ExpressionAttributeValues: {
        ...pending.values,
        ':expect': { N: String(expect) },
        ':version': { N: String(order.version) },
        ':write': { S: write },
        ':placedAt': { S: order.placedAt },
        ':words': { S: wordsOf(order) },
        ':document': { S: JSON.stringify(order) },
      },
    },
  });
}

function orderOf(item: Item): Order {
  return JSON.parse(item.document?.S ?? 'null') as Order;
}

function wordsOf({ id, customer, lines }: Order): string {
  return [id, customer.name, customer.email, ...lines.map(({ name }) => name)].join('\n').toLowerCase();
}
