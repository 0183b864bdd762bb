import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { type Env, kinesisClient } from '../kinesis-client.ts';

/** Puts any text on the stream under any key, as a producer that knows no contract would. */
export async function putRaw(env: Env, { key, body }: { readonly key: string; readonly body: string }): Promise<void> {
  const client = kinesisClient(env);
  await client.send(
    new PutRecordCommand({ StreamName: env.STREAM_NAME ?? 'orders', PartitionKey: key, Data: Buffer.from(body) }),
  );
  client.destroy();
}
