import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Env } from '../../contract/index.ts';

/** A client for the DynamoDB that `DYNAMODB_ENDPOINT` names. It gets the keys in the settings, without keys the word `local`. */
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
