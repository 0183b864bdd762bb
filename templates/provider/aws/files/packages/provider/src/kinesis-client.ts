import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Settings of a process. */
export type Env = Readonly<Record<string, string | undefined>>;

/** How often a call is tried, and how long an answer may take. */
export type CallLimits = { readonly attempts?: number; readonly requestTimeout?: number };

/** A client for the stream. `KINESIS_ENDPOINT` names a local server; keys in the settings are used as they stand, else the SDK looks for some. */
export function kinesisClient(env: Env, { attempts = 3, requestTimeout = 5_000 }: CallLimits = {}): KinesisClient {
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
    maxAttempts: attempts,
    // The SDK's default is HTTP/2, which local servers do not speak. Without limits a server that is silent holds the relay beyond its lease.
    requestHandler: new NodeHttpHandler({ connectionTimeout: 2_000, requestTimeout, throwOnRequestTimeout: true }),
  });
}
