import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Env } from '../../contract/index.ts';

/**
 * A client for the Kinesis at `KINESIS_ENDPOINT`. It uses the keys in the settings; without them the SDK looks for
 * keys.
 */
export function kinesisClient(env: Env): KinesisClient {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  return new KinesisClient({
    ...(env.AWS_REGION && { region: env.AWS_REGION }),
    ...(env.KINESIS_ENDPOINT && { endpoint: env.KINESIS_ENDPOINT }),
    ...(accessKeyId &&
      secretAccessKey && { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } }),
    // The SDK uses HTTP/2 by default. Local servers do not support it.
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    }),
  });
}
