import { sampleProducts } from '@app/core';
import { type Env, isConditionFailed } from '@app/dynamodb';
import { createClient, createTable } from '@app/dynamodb/unfenced';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { itemOf } from './stock.ts';

/** Makes the table and puts the sample products on the shelf. Safe to run again: what was sold stays sold. */
export async function prepare(env: Env): Promise<void> {
  const table = createClient(env);
  try {
    await createTable(table);
    for (const product of sampleProducts) {
      const put = { TableName: table.name, Item: itemOf(product), ConditionExpression: 'attribute_not_exists(pk)' };
      await table.client.send(new PutItemCommand(put)).catch((error: unknown) => {
        if (!isConditionFailed(error)) throw error;
      });
    }
  } finally {
    table.client.destroy();
  }
}
