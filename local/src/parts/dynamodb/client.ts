import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Env } from '../../contract/index.ts';

/**
 * A client for the DynamoDB at `DYNAMODB_ENDPOINT`. It uses the keys in the settings, or the word `local` when there
 * are none.
 */
export function dynamodbClient(env: Env): DynamoDBClient {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: sessionToken } = env;
  const keys =
    AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY
      ? {
          accessKeyId: AWS_ACCESS_KEY_ID,
          secretAccessKey: AWS_SECRET_ACCESS_KEY,
          ...(sessionToken && { sessionToken }),
        }
      : { accessKeyId: 'local', secretAccessKey: 'local' };
  return new DynamoDBClient({
    region: env.AWS_REGION ?? 'eu-central-1',
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    ...(env.DYNAMODB_ENDPOINT && { endpoint: env.DYNAMODB_ENDPOINT, credentials: keys }),
  });
}
