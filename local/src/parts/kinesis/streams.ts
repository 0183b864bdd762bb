import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  type KinesisClient,
  ResourceInUseException,
} from '@aws-sdk/client-kinesis';

/** Two shards, so that order per key and parallel reading can be seen on a laptop too. */
const localShards = 2;

/** Makes the stream if it does not exist, waits until it can be used, and answers its ARN. */
export async function ensureStream(client: KinesisClient, name: string, shards = localShards): Promise<string> {
  try {
    await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: shards }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  for (;;) {
    const { StreamDescriptionSummary: stream } = await client.send(
      new DescribeStreamSummaryCommand({ StreamName: name }),
    );
    if (stream?.StreamStatus === 'ACTIVE' && stream.StreamARN) return stream.StreamARN;
    await wait(10);
  }
}

/** Deletes the stream with all its records. */
export async function deleteStream(client: KinesisClient, name: string): Promise<void> {
  await client.send(new DeleteStreamCommand({ StreamName: name }));
}
