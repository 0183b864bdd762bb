import { CreateTableCommand, type CreateTableCommandInput, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { RawTable } from './client.ts';

/**
 * The one table. `deploy/resources/state.yml` makes the same in the cloud.
 *
 * - `pending` lists orders with events that are not yet on the stream. It is sparse: an item is in it only while it has
 *   the attributes. One partition takes about 1,000 such orders a second; more would need several `pendingIn`.
 * - `newest` lists orders by time.
 */
export const tableDefinition = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'pendingIn', AttributeType: 'S' },
    { AttributeName: 'pendingSince', AttributeType: 'S' },
    { AttributeName: 'listIn', AttributeType: 'S' },
    { AttributeName: 'placedAt', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'pending',
      KeySchema: [
        { AttributeName: 'pendingIn', KeyType: 'HASH' },
        { AttributeName: 'pendingSince', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: 'newest',
      KeySchema: [
        { AttributeName: 'listIn', KeyType: 'HASH' },
        { AttributeName: 'placedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
} satisfies Omit<CreateTableCommandInput, 'TableName'>;

/** Makes the table on a server of this machine. Safe to call again. */
export async function createTable({ client, name }: RawTable): Promise<void> {
  try {
    await client.send(new CreateTableCommand({ TableName: name, ...tableDefinition }));
  } catch (error) {
    if ((error as { name?: string }).name !== 'ResourceInUseException') throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.2 }, { TableName: name });
}
