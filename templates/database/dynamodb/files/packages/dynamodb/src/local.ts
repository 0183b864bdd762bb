import { dynamodbPart } from 'serverless-workshop/parts/dynamodb';
import { createClient, type Env } from './client.ts';
import { createTable } from './table.ts';

/** DynamoDB on this machine; `DYNAMODB_ENDPOINT` in the settings replaces it. */
export const parts = [dynamodbPart];

/** Makes the table. Safe to run again. */
export async function prepare(env: Env): Promise<void> {
  const table = createClient(env);
  try {
    await createTable(table);
  } finally {
    table.client.destroy();
  }
}
