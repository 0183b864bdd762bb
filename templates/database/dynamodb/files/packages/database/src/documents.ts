import { type Documents, type JsonObject, NotFoundError } from '@app/core';
import {
  fromItem,
  type Item,
  isConditionFailed,
  isUnstorable,
  store,
  type Table,
  toItem,
  toValue,
} from '@app/dynamodb';
import { documentKey } from './document-key.ts';

/** Small documents, one item each. Reads are consistent: a consumer sees what it has just written. */
export function documentsOn(table: Table): Documents {
  return {
    async find(collection, id) {
      try {
        const item = await table.get(documentKey(collection, id));
        return item && documentOf(item);
      } catch (error) {
        // What can be no key is the key of nothing.
        if (isUnstorable(error)) return undefined;
        throw error;
      }
    },

    async put(collection, id, document) {
      // Sets one attribute: what `effects` remembers on the item stays.
      await store(() =>
        table.write({
          Update: {
            Key: documentKey(collection, id),
            UpdateExpression: 'SET #document = :document',
            ExpressionAttributeNames: { '#document': 'document' },
            ExpressionAttributeValues: { ':document': { M: toItem(document) } },
          },
        }),
      );
    },

    async patch(collection, id, fields) {
      const all = Object.entries(fields);
      if (all.length === 0) return;
      try {
        await store(() =>
          table.write({
            Update: {
              Key: documentKey(collection, id),
              UpdateExpression: `SET ${all.map((_, i) => `#document.#f${i} = :f${i}`).join(', ')}`,
              ConditionExpression: 'attribute_exists(#document)',
              ExpressionAttributeNames: {
                '#document': 'document',
                ...Object.fromEntries(all.map(([field], i) => [`#f${i}`, field])),
              },
              ExpressionAttributeValues: Object.fromEntries(all.map(([, value], i) => [`:f${i}`, toValue(value)])),
            },
          }),
        );
      } catch (error) {
        if (isConditionFailed(error)) throw new NotFoundError(`There is no ${collection}/${id}.`);
        throw error;
      }
    },

    async list(collection, limit) {
      const found: { id: string; document: JsonObject }[] = [];
      let from: Item | undefined;
      do {
        const page = await table.query({
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: `documents#${collection}` } },
          ConsistentRead: true,
          Limit: limit - found.length,
          ExclusiveStartKey: from,
        });
        for (const item of page.Items ?? []) found.push({ id: item.sk?.S ?? '', document: documentOf(item) ?? {} });
        from = page.LastEvaluatedKey;
      } while (from && found.length < limit);
      return found;
    },
  };
}

function documentOf(item: Item): JsonObject | undefined {
  return item.document?.M && fromItem(item.document.M);
}
