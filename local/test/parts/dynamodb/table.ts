import {
  type AttributeValue,
  CreateTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** Makes a table whose items have the key `id`, with an index of what is `pending`, and waits until it is there. */
export async function makeTable(client: DynamoDBClient, TableName: string): Promise<string> {
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [attribute('id'), attribute('pending')],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'pending',
          KeySchema: [{ AttributeName: 'pending', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.02, maxDelay: 0.2 }, { TableName });
  return TableName;
}

/** The item of this id. */
export async function itemOf(
  client: DynamoDBClient,
  TableName: string,
  id: string,
): Promise<Record<string, AttributeValue> | undefined> {
  return (await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item;
}

/** All items, in the order of their ids. */
export async function itemsOf(client: DynamoDBClient, TableName: string): Promise<Record<string, AttributeValue>[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  return Items.sort((one, other) => (one.id?.S ?? '').localeCompare(other.id?.S ?? ''));
}
