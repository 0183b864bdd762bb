import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parts, provider } from '@app/provider/local';
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const body = 'x'.repeat(600);
const recordOf = (i) => ({
  PartitionKey: `order-${i % 1_000}`,
  Data: Buffer.from(JSON.stringify({ specversion: '1.0', type: 'shop.order.placed.v1', id: i, body })),
});

const trigger = {
  type: 'stream',
  stream: 'orders',
  batchSize: 100,
  batchWindowSeconds: 0,
  retryAttempts: 4,
  maxAgeSeconds: 86_400,
};

/**
 * Starts a temporary Kinesis server and calls `work`, which puts and reads records on it by bare SDK calls and by the
 * pump.
 */
export async function onKinesis(work) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-kinesis-'));
  const [kinesis] = parts;
  const server = await kinesis.start({ dataDir: join(dataDir, 'kinesis'), keep: false, env: {} });
  const client = new KinesisClient({
    endpoint: server.env.KINESIS_ENDPOINT,
    region: server.env.AWS_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: new NodeHttpHandler(),
  });

  async function makeStream(name, shards) {
    await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
    for (let status; status !== 'ACTIVE'; ) {
      const answer = await client.send(new DescribeStreamSummaryCommand({ StreamName: name }));
      status = answer.StreamDescriptionSummary.StreamStatus;
    }
  }

  async function put(stream, count) {
    for (let i = 0; i < count; i += 500) {
      const Records = Array.from({ length: Math.min(500, count - i) }, (_, n) => recordOf(i + n));
      await client.send(new PutRecordsCommand({ StreamName: stream, Records }));
    }
  }

  async function readBare(stream, count) {
    const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }));
    let seen = 0;
    await Promise.all(
      Shards.map(async ({ ShardId }) => {
        let { ShardIterator: at } = await client.send(
          new GetShardIteratorCommand({ StreamName: stream, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
        );
        while (seen < count) {
          const answer = await client.send(new GetRecordsCommand({ ShardIterator: at }));
          seen += answer.Records.length;
          at = answer.NextShardIterator;
        }
      }),
    );
  }

  /**
   * Reads with the pump and a function that does nothing, until `count` records have come. Answers the pump, which
   * still runs.
   */
  async function readPumped(stream, count) {
    let seen = 0;
    let all;
    const done = new Promise((resolve) => {
      all = resolve;
    });
    const invoke = async (event) => {
      seen += event.Records.length;
      if (seen === count) all();
      return { batchItemFailures: [] };
    };
    const env = { ...server.env, STREAM_NAME: stream };
    const pump = await provider.connect({ name: 'bench', trigger }, invoke, {
      env,
      dataDir: join(dataDir, stream),
      port: 0,
    });
    await done;
    return pump;
  }

  try {
    await work({ makeStream, put, readBare, readPumped });
  } finally {
    client.destroy();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
