import { join } from 'node:path';
import type { Connection, ConnectOptions, Invoke } from '../contract/index.ts';
import { kinesisClient } from '../parts/kinesis/client.ts';
import { ensureStream } from '../parts/kinesis/streams.ts';
import { fileCheckpoints } from './pump/checkpoints.ts';
import { drainFolder } from './pump/drain.ts';
import { failureFolder } from './pump/failure-destination.ts';
import { startPump } from './pump/pump.ts';
import { pumpSettingsOf, type StreamFunction } from './pump/settings.ts';
import { localStream, type StreamNames } from './streams.ts';

/**
 * Runs a function on its stream. It continues where it stopped. The first time it starts at the oldest record, like the
 * deployed mapping.
 */
export async function connectStream(
  names: StreamNames,
  fn: StreamFunction,
  invoke: Invoke,
  { env, dataDir, onLine = console.warn }: ConnectOptions,
): Promise<Connection> {
  const stream = localStream(names, env, fn.trigger.stream);
  const client = kinesisClient(env);
  const streamArn = await ensureStream(client, stream);
  const checkpoints = await fileCheckpoints(join(dataDir, 'checkpoints', `${fn.name}.${stream}.json`), onLine);
  const pump = await startPump(
    { ...pumpSettingsOf(fn), stream },
    {
      client,
      streamArn,
      invoke,
      onLine,
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
