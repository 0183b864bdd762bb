import type { Item } from '@app/dynamodb';

/** Where a document stands: a collection is one item collection, sorted by id. */
export function documentKey(collection: string, id: string): Item {
  return { pk: { S: `documents#${collection}` }, sk: { S: id } };
}
