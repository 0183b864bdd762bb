import { PermanentError } from '@app/core';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Settings by name, as in `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A client, and the one table that it works on. It passes no fence: ports take `openTable`. */
export type RawTable = { readonly client: DynamoDBClient; readonly name: string };

/**
 * Opens the table. `TABLE_NAME` says which; `DYNAMODB_ENDPOINT` names another server, which gets the
 * keys in the settings; without keys the word `local`, so that nobody's own reach it by accident. `attempts` is how often a call is tried; the SDK tries three times, also when only the answer was lost.
 * Throws when `TABLE_NAME` is missing.
 */
export function createClient(env: Env, { attempts = 3 } = {}): RawTable {
  const name = env.TABLE_NAME;
  if (!name) throw new Error('TABLE_NAME is not set: it names the DynamoDB table.');
  const endpoint = env.DYNAMODB_ENDPOINT;
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  const keys =
    accessKeyId && secretAccessKey
      ? { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
      : { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({
    region: env.AWS_REGION ?? 'eu-central-1',
    maxAttempts: attempts,
    // Without limits a socket that is silently dead holds the function until its own timeout.
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    ...(endpoint && { endpoint, credentials: keys }),
  });
  return { client, name };
}

/** True when a conditional write met another state than it asked for. */
export function isConditionFailed(error: unknown): boolean {
  return (error as { name?: string }).name === 'ConditionalCheckFailedException';
}

/** What DynamoDB says of a value that it can never take; its other refusals are about the call, and an order is not to blame for those. */
const unstorable =
  /Item size|Size of (hashkey|rangekey)|size limit of \d+ bytes|empty string value|Number (overflow|underflow)|significant digits|Nesting Levels/i;

/** True when the table can never take this value or this key, however often it is tried. */
export function isUnstorable(error: unknown): boolean {
  const { name, message = '' } = error as { name?: string; message?: string };
  return name === 'ValidationException' && unstorable.test(message);
}

/** Writes; a value that the table can never take is a `PermanentError`. */
export async function store<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isUnstorable(error)) throw error;
    throw new PermanentError(`the database can never keep it: ${(error as Error).message}`, { cause: error });
  }
}
