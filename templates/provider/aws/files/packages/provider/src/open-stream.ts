import { setTimeout as wait } from 'node:timers/promises';
import type { EventStream } from '@app/core';
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { type CallLimits, type Env, kinesisClient } from './kinesis-client.ts';
import { noRecord, type PutEntries, publishInOrder, type RetryPlan } from './publish-in-order.ts';

/** The logical name of the stream that the relay publishes to. */
export const mainStream = 'orders';

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
    refuses: noRecord,
    close: async () => client.destroy(),
  };
}

/** What Kinesis says of a call that it will never take. With one entry fewer it may. */
const refusals = new Set(['InvalidArgumentException', 'SerializationException', 'ValidationException']);

/** Enough to find three such entries in a call of 500. When something is wrong with all of them, more calls are for nothing. */
const mostSplits = 30;

function putRecords(client: KinesisClient, stream: string): PutEntries {
  return (entries) => {
    let splits = mostSplits;
    return put(entries);

    /** A call holds one entry of a key at most, so that its halves may go one after the other. */
    async function put(some: typeof entries): Promise<boolean[]> {
      try {
        const { Records: results = [] } = await client.send(
          new PutRecordsCommand({
            StreamName: stream,
            Records: some.map(({ key, data }) => ({ PartitionKey: key, Data: data })),
          }),
        );
        return some.map((_, i) => results[i] !== undefined && results[i].ErrorCode === undefined);
      } catch (error) {
        if (some.length > 1 && splits > 0 && refusals.has((error as Error).name)) {
          splits -= 1;
          const half = Math.ceil(some.length / 2);
          return [...(await put(some.slice(0, half))), ...(await put(some.slice(half)))];
        }
        console.warn(`stream ${stream}: PutRecords failed: ${error}`);
        return some.map(() => false);
      }
    }
  };
}

/**
 * The stream that stands for a logical name: `STREAM_NAME` for `orders`, and for another, such as `background`, what
 * `BACKGROUND_STREAM_NAME` says, or else the name of the first with `-background` behind it. Throws when nothing names it.
 */
export function streamName(env: Env, logical: string): string {
  const first = env.STREAM_NAME;
  if (logical === mainStream && first) return first;
  const setting = `${logical.toUpperCase().replaceAll('-', '_')}_STREAM_NAME`;
  const name = env[setting] ?? (first && logical !== mainStream ? `${first}-${logical}` : undefined);
  if (!name)
    throw new Error(`${logical === mainStream ? 'STREAM_NAME' : setting} is not set: the name of the Kinesis stream`);
  return name;
}
