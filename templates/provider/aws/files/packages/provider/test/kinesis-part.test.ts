import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRecordsCommand, GetShardIteratorCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import { kinesisClient } from '../src/kinesis-client.ts';
import { kinesisPart } from '../src/local/kinesis/part.ts';
import { ensureStream } from '../src/local/kinesis/streams.ts';

const dataDir = () => mkdtempSync(join(tmpdir(), 'kinesis-'));

test('what is kept is there after the next start, and a stop leaves no server', async () => {
  const folder = dataDir();
  const first = await kinesisPart.start({ dataDir: folder, keep: true, env: {} });
  const writer = kinesisClient(first.env);
  await ensureStream(writer, 'orders', 1);
  await writer.send(new PutRecordCommand({ StreamName: 'orders', PartitionKey: 'a', Data: Buffer.from('kept') }));
  writer.destroy();
  await first.stop();

  const second = await kinesisPart.start({ dataDir: folder, keep: true, env: {} });
  const reader = kinesisClient(second.env);
  const { ShardIterator } = await reader.send(
    new GetShardIteratorCommand({
      StreamName: 'orders',
      ShardId: 'shardId-000000000000',
      ShardIteratorType: 'TRIM_HORIZON',
    }),
  );
  const { Records } = await reader.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records?.map(({ Data }) => Buffer.from(Data ?? '').toString())).toEqual(['kept']);
  reader.destroy();
  await second.stop();
  await expect(fetch(second.url ?? '')).rejects.toThrow();
  rmSync(folder, { recursive: true });
});

test('an endpoint in the settings is used instead of a server of ours', async () => {
  const env = { KINESIS_ENDPOINT: 'http://127.0.0.1:1' };
  const part = await kinesisPart.start({ dataDir: dataDir(), keep: false, env });
  expect(part.env).toMatchObject(env);
  expect(part.env).not.toHaveProperty('AWS_ACCESS_KEY_ID');
  await part.stop();
});

test('a client that is killed in the middle of a request takes nothing down', async () => {
  const { url, env, stop } = await kinesisPart.start({ dataDir: dataDir(), keep: false, env: {} });
  const socket = connect(Number(new URL(url ?? '').port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST / HTTP/1.1\r\nhost: here\r\nexpect: 100-continue\r\ncontent-length: 100\r\n\r\n{');
  // The server has the request in its hands: it says that it wants the rest.
  await once(socket, 'data');
  socket.resetAndDestroy();
  const client = kinesisClient(env);
  await ensureStream(client, 'orders', 1);
  client.destroy();
  await stop();
});
