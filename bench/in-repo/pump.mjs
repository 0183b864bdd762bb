import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, parts, prepare } from '@app/provider/local';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { contest, timed } from './contest.mjs';

// The stream pump with a function that does nothing, against a loop of bare SDK calls: the same records, put on the same
// server and read to the end.
const count = 6_000;
const dataDir = mkdtempSync(join(tmpdir(), 'bench-pump-'));
const [kinesis] = parts;
const server = await kinesis.start({ dataDir: join(dataDir, 'kinesis'), keep: false, env: {} });
const client = new KinesisClient({
  endpoint: server.env.KINESIS_ENDPOINT,
  region: server.env.AWS_REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  requestHandler: new NodeHttpHandler(),
});
const body = 'x'.repeat(600);
const records = Array.from({ length: count }, (_, i) => ({
  PartitionKey: `order-${i % 1_000}`,
  Data: Buffer.from(JSON.stringify({ specversion: '1.0', type: 'shop.order.placed.v1', id: i, body })),
}));

async function put(stream) {
  for (let i = 0; i < count; i += 500) {
    await client.send(new PutRecordsCommand({ StreamName: stream, Records: records.slice(i, i + 500) }));
  }
}

async function readBare(stream) {
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

async function readPumped(stream) {
  const trigger = {
    type: 'stream',
    stream: 'orders',
    batchSize: 100,
    batchWindowSeconds: 0,
    retryAttempts: 4,
    maxRecordAgeSeconds: 86_400,
    bisect: true,
    parallelization: 1,
  };
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
  const pump = await connect({ name: 'bench', trigger }, invoke, { env, dataDir: join(dataDir, stream), port: 0 });
  await done;
  return pump;
}

try {
  await contest(
    {
      bare: async (round) => {
        await prepare({ ...server.env, STREAM_NAME: round });
        return timed(async () => {
          await put(round);
          await readBare(round);
        });
      },
      ours: async (round) => {
        await prepare({ ...server.env, STREAM_NAME: round });
        let pump;
        const ms = await timed(async () => {
          await put(round);
          pump = await readPumped(round);
        });
        await pump.stop();
        return ms;
      },
    },
    { rounds: 9, count },
  );
} finally {
  client.destroy();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
