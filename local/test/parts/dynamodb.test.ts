import {
  CreateTableCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { Env } from '../../src/contract/index.ts';
import { dynamodbClient } from '../../src/parts/dynamodb/client.ts';
import { dynamodbPart } from '../../src/parts/dynamodb/part.ts';
import { describePart } from './part-contract.ts';

async function withTable<T>(
  env: Env,
  work: (client: ReturnType<typeof dynamodbClient>, TableName: string) => Promise<T>,
): Promise<T> {
  const client = dynamodbClient(env);
  return work(client, env.TABLE_NAME ?? '').finally(() => client.destroy());
}

describePart(dynamodbPart, {
  setting: 'DYNAMODB_ENDPOINT',
  nowhere: 'http://127.0.0.1:1',
  store: (env, name) =>
    withTable(env, async (client, TableName) => {
      const { TableNames = [] } = await client.send(new ListTablesCommand({}));
      if (!TableNames.includes(TableName)) {
        const id = { AttributeName: 'id' };
        await client.send(
          new CreateTableCommand({
            TableName,
            AttributeDefinitions: [{ ...id, AttributeType: 'S' }],
            KeySchema: [{ ...id, KeyType: 'HASH' }],
            BillingMode: 'PAY_PER_REQUEST',
          }),
        );
        await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.05, maxDelay: 0.2 }, { TableName });
      }
      await client.send(new PutItemCommand({ TableName, Item: { id: { S: name } } }));
    }),
  stored: (env) =>
    withTable(env, async (client, TableName) => {
      const { TableNames = [] } = await client.send(new ListTablesCommand({}));
      if (!TableNames.includes(TableName)) return [];
      const { Items = [] } = await client.send(new ScanCommand({ TableName }));
      return Items.map(({ id }) => id?.S ?? '');
    }),
  opening: 'POST / HTTP/1.1\r\nhost: here\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n{',
});
