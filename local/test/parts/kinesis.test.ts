import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  PutRecordCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-kinesis';
import type { Env } from '../../src/contract/index.ts';
import { kinesisClient } from '../../src/parts/kinesis/client.ts';
import { kinesisPart } from '../../src/parts/kinesis/part.ts';
import { ensureStream } from '../../src/parts/kinesis/streams.ts';
import { describePart } from './part-contract.ts';

const stream = 'orders';

async function withClient<T>(env: Env, work: (client: ReturnType<typeof kinesisClient>) => Promise<T>): Promise<T> {
  const client = kinesisClient({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', ...env });
  return work(client).finally(() => client.destroy());
}

describePart(kinesisPart, {
  setting: 'KINESIS_ENDPOINT',
  nowhere: 'http://127.0.0.1:1',
  store: (env, name) =>
    withClient(env, async (client) => {
      await ensureStream(client, stream, 1);
      await client.send(new PutRecordCommand({ StreamName: stream, PartitionKey: 'a', Data: Buffer.from(name) }));
    }),
  stored: (env) =>
    withClient(env, async (client) => {
      const shard = { StreamName: stream, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
      try {
        const { ShardIterator } = await client.send(new GetShardIteratorCommand(shard));
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
        return Records.map(({ Data }) => Buffer.from(Data ?? '').toString());
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return [];
        throw error;
      }
    }),
  opening: 'POST / HTTP/1.1\r\nhost: here\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n{',
});
