import { randomUUID } from 'node:crypto';
import { type Env, kinesisClient } from '../kinesis-client.ts';
import { deleteStream, ensureStream } from './kinesis/streams.ts';

/** A stream of its own for one test file. */
export async function isolate(env: Env): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
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
