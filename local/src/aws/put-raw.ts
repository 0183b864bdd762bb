import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import type { Env } from '../contract/index.ts';
import { kinesisClient } from '../parts/kinesis/client.ts';

/** Puts any text or bytes on a stream under any key, as a producer without our contracts would. */
export async function putRaw(
  env: Env,
  stream: string,
  { key, body }: { readonly key: string; readonly body: string | Uint8Array },
): Promise<void> {
  const client = kinesisClient(env);
  await client.send(new PutRecordCommand({ StreamName: stream, PartitionKey: key, Data: Buffer.from(body as string) }));
  client.destroy();
}
