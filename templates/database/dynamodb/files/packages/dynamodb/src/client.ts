import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Settings by name, as in `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A client, and the one table that it works on. */
export type Table = { readonly client: DynamoDBClient; readonly name: string };

/**
 * Opens the table. `TABLE_NAME` says which; `DYNAMODB_ENDPOINT` points at a server on this machine, which takes any
 * credentials. Throws when `TABLE_NAME` is missing.
 */
export function createClient(env: Env): Table {
  const name = env.TABLE_NAME;
  if (!name) throw new Error('TABLE_NAME is not set: it names the DynamoDB table.');
  const endpoint = env.DYNAMODB_ENDPOINT;
  const client = new DynamoDBClient({
    region: env.AWS_REGION ?? 'eu-central-1',
    ...(endpoint && { endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
  });
  return { client, name };
}

/** True when a conditional write met another state than it asked for. */
export function isConditionFailed(error: unknown): boolean {
  return (error as { name?: string }).name === 'ConditionalCheckFailedException';
}
