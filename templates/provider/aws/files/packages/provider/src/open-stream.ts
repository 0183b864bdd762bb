import { setTimeout as wait } from 'node:timers/promises';
import type { EventStream } from '@app/core';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { type CallLimits, type Env, kinesisClient } from './kinesis-client.ts';
import { type PutEntries, publishInOrder, type RetryPlan } from './publish-in-order.ts';
import { mainStream, streamName } from './stream-name.ts';

const firstPauseMs = 50;

/** Full jitter: relays that failed together must not come back together. */
const retryPlan: RetryPlan = {
  attempts: 5,
  pause: (retry) => wait(Math.random() * firstPauseMs * 2 ** retry),
};

/** Opens a stream by its logical name, `orders` without one: see `streamName`. Throws when the settings do not name it. */
export function openStream(env: Env, logical = mainStream, limits: CallLimits = {}): EventStream {
  const name = streamName(env, logical);
  // The plan tries again what was refused; the SDK would put all of it once more.
  const client = kinesisClient(env, { attempts: 1, ...limits });
  const put = putRecords(client, name);
  return {
    publish: async (events, bodyOf) => ({ failed: await publishInOrder(events, put, retryPlan, bodyOf) }),
    close: async () => client.destroy(),
  };
}

function putRecords(client: KinesisClient, stream: string): PutEntries {
  return async (entries) => {
    const command = new PutRecordsCommand({
      StreamName: stream,
      Records: entries.map(({ key, data }) => ({ PartitionKey: key, Data: data })),
    });
    try {
      const { Records: results = [] } = await client.send(command);
      return entries.map((_, i) => results[i] !== undefined && results[i].ErrorCode === undefined);
    } catch (error) {
      console.warn(`stream ${stream}: PutRecords failed: ${error}`);
      return entries.map(() => false);
    }
  };
}
