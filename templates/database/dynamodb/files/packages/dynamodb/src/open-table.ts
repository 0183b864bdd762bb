import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createClient, type Env, type RawTable } from './client.ts';
import { openFence } from './fence.ts';
import type { Item } from './items.ts';

type Action<Input> = Omit<Input, 'TableName' | 'ReturnValues'>;

/** One write: a fence makes a transaction of it, so it is what a transaction can carry, and answers nothing. */
export type Write =
  | { readonly Put: Action<PutItemCommandInput> }
  | { readonly Update: Action<UpdateItemCommandInput> & Required<Pick<UpdateItemCommandInput, 'UpdateExpression'>> }
  | { readonly Delete: Action<DeleteItemCommandInput> };

/** The table as ports have it: whoever reads may always do it, whoever writes passes the fence. */
export type Table = {
  /** One item as it is now, not as a replica of yesterday had it. */
  get(key: Item): Promise<Item | undefined>;
  query(input: Omit<QueryCommandInput, 'TableName'>): Promise<QueryCommandOutput>;
  /** Writes one item. Throws `FencedError` where this region may not write; `isConditionFailed` knows the error of a condition that did not hold. */
  write(write: Write): Promise<void>;
  close(): void;
};

/** Decides whether this region may write. Each answer to failover brings its own. */
export type Fence = {
  /** Writes in one transaction with the question whether this region may. Throws `FencedError` when it may not. */
  write(client: DynamoDBClient, table: string, write: Write): Promise<void>;
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

async function writeOne(client: DynamoDBClient, TableName: string, write: Write): Promise<void> {
  if ('Put' in write) await client.send(new PutItemCommand({ TableName, ...write.Put }));
  else if ('Update' in write) await client.send(new UpdateItemCommand({ TableName, ...write.Update }));
  else await client.send(new DeleteItemCommand({ TableName, ...write.Delete }));
}
