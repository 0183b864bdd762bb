import { randomUUID } from 'node:crypto';
import type { Env, Isolated } from '../contract/index.ts';
import { kinesisClient } from '../parts/kinesis/client.ts';
import { deleteStream, ensureStream } from '../parts/kinesis/streams.ts';

/** Makes a separate stream for one test. */
export async function isolateStream(env: Env): Promise<Isolated> {
  const client = kinesisClient(env);
  const name = `orders-${randomUUID()}`;
  await ensureStream(client, name);
  return {
    env: { STREAM_NAME: name },
    async drop() {
      await deleteStream(client, name);
      client.destroy();
    },
  };
}
