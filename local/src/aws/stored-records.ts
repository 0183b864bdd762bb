import { ListShardsCommand } from '@aws-sdk/client-kinesis';
import type { Env } from '../contract/index.ts';
import { kinesisClient } from '../parts/kinesis/client.ts';
import { ShardReader } from './pump/shard-reader.ts';

/** A record as the stream stores it. */
export type StoredRecord = { readonly key: string; readonly bytes: Uint8Array };

/** All records of a stream, shard by shard, from the oldest on. */
export async function storedRecords(env: Env, stream: string): Promise<StoredRecord[]> {
  const client = kinesisClient(env);
  try {
    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }));
    const found: StoredRecord[] = [];
    for (const { ShardId = '' } of Shards) {
      const shard = new ShardReader(client, stream, ShardId, 'TRIM_HORIZON');
      for (;;) {
        const { records } = await shard.read(10_000, false);
        if (records.length === 0) break;
        found.push(...records.map(({ partitionKey: key, data }) => ({ key, bytes: Buffer.from(data, 'base64') })));
      }
    }
    return found;
  } finally {
    client.destroy();
  }
}
