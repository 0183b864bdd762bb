import { describeEventStream } from '@app/contracts';
import { ListShardsCommand } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, inject, vi } from 'vitest';
import { kinesisClient } from '../src/kinesis-client.ts';
import { ShardReader } from '../src/local/pump/shard-reader.ts';
import { isolate } from '../src/local/testing.ts';
import { openStream } from '../src/open-stream.ts';
import { callLimits, recordBytes } from '../src/publish-in-order.ts';
import { refusingKinesis } from './refusing-kinesis.ts';

// What is refused is said, and here a lot is refused.
beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

describeEventStream('Kinesis', async () => {
  const parts = inject('parts');
  const own = await isolate(parts);
  const kinesis = await refusingKinesis(parts.KINESIS_ENDPOINT ?? '');
  const name = own.env.STREAM_NAME ?? '';
  // A busy machine may take longer over 5 MB than the relay waits, and what is sent again lies there twice: here answers are lost on purpose alone.
  const stream = openStream({ ...parts, ...own.env, KINESIS_ENDPOINT: kinesis.endpoint }, undefined, {
    requestTimeout: 600_000,
  });
  const client = kinesisClient(parts);

  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: name }));
  const shards = Shards.map(({ ShardId = '' }) => new ShardReader(client, name, ShardId, 'TRIM_HORIZON'));
  const seen: { key: string; bytes: Uint8Array }[] = [];

  async function readToTheEnd(shard: ShardReader) {
    const { records } = await shard.read(10_000, false);
    seen.push(...records.map(({ partitionKey: key, data }) => ({ key, bytes: Buffer.from(data, 'base64') })));
    if (records.length > 0) await readToTheEnd(shard);
  }

  return {
    stream,
    limits: { record: recordBytes, call: callLimits.bytes },
    refuse: kinesis.refuse,
    loseAnswers: kinesis.loseAnswers,
    async stored() {
      await Promise.all(shards.map(readToTheEnd));
      return seen;
    },
    async close() {
      await stream.close();
      client.destroy();
      kinesis.close();
      await own.drop();
    },
  };
});
