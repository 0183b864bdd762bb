import { promisify } from 'node:util';
import type { Item, Store } from '../store.ts';
import { withItems } from '../turn.ts';
import { readActions, type TransactionRequest } from './actions.ts';
import { type Consumed, sumOf } from './capacity.ts';
import { reading } from './kinds.ts';

/** Answers TransactGetItems: all items as they were at one moment. */
export async function transactGet(store: Store, request: TransactionRequest): Promise<object> {
  const actions = await readActions(store, reading, request);
  const answers = await withItems(
    store,
    actions.map(({ place }) => place),
    () =>
      Promise.all(
        actions.map(({ kind, data }) => promisify(kind.run)(store, { ...data, ConsistentRead: true })),
      ) as Promise<(Consumed & { readonly Item?: Item })[]>,
  );
  return {
    Responses: answers.map(({ Item }) => (Item ? { Item } : {})),
    ...sumOf(answers, 'ReadCapacityUnits'),
  };
}
