import {
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { createClient, type Env, type RawTable } from './client.ts';
import { openFence } from './fence.ts';
import type { Item } from './items.ts';
import { type Fence, type Write, writeOne } from './write.ts';

/** The table as ports have it: whoever reads may always do it, whoever writes passes the fence. */
export type Table = {
  /** One item as it is now, not as a replica of yesterday had it. */
  get(key: Item): Promise<Item | undefined>;
  query(input: Omit<QueryCommandInput, 'TableName'>): Promise<QueryCommandOutput>;
  /** Writes one item. Throws `FencedError` where this region may not write; `isConditionFailed` knows the error of a condition that did not hold. */
  write(write: Write): Promise<void>;
  close(): void;
};

/** Opens the table that `TABLE_NAME` names. `attempts` is how often a call is tried. Throws when `TABLE_NAME` is missing. */
export function openTable(env: Env, attempts?: { readonly attempts: number }): Table {
  return tableOn(createClient(env, attempts), openFence(env));
}

/** The table behind a client, with a fence or without one. */
export function tableOn({ client, name: TableName }: RawTable, fence: Fence | undefined): Table {
  return {
    get: async (Key) => (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item,
    query: (input) => client.send(new QueryCommand({ TableName, ...input })),
    write: (write) => (fence ? fence.write(client, TableName, write) : writeOne(client, TableName, write)),
    close: () => client.destroy(),
  };
}
