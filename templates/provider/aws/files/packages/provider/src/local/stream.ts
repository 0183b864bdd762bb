import { join } from 'node:path';
import type { Invoke } from '@app/core/local';
import { kinesisClient } from '../kinesis-client.ts';
import { mainStream, streamName } from '../stream-name.ts';
import type { Connection, ConnectOptions } from './connect.ts';
import { ensureStream } from './kinesis/streams.ts';
import { fileCheckpoints } from './pump/checkpoints.ts';
import { drainFolder } from './pump/drain.ts';
import { failureFolder } from './pump/failure-destination.ts';
import { startPump } from './pump/pump.ts';
import { pumpSettingsOf, type StreamFunction } from './pump/settings.ts';

/** Runs a function on its stream. It goes on where it stopped, and begins at the oldest record, as the deployed mapping does. */
export async function connectStream(
  fn: StreamFunction,
  invoke: Invoke,
  { env, dataDir }: ConnectOptions,
): Promise<Connection> {
  const stream = streamName({ STREAM_NAME: mainStream, ...env }, fn.trigger.stream);
  const client = kinesisClient(env);
  const streamArn = await ensureStream(client, stream);
  const checkpoints = await fileCheckpoints(join(dataDir, 'checkpoints', `${fn.name}.${stream}.json`));
  const pump = await startPump(
    { ...pumpSettingsOf(fn), stream },
    {
      client,
      streamArn,
      invoke,
      checkpoints,
      failures: failureFolder(join(dataDir, 'failures')),
      drain: drainFolder(dataDir, fn.name),
    },
  );
  return {
    title: `stream ${stream}`,
    async stop() {
      await pump.stop();
      client.destroy();
    },
  };
}
