import { join } from 'node:path';
import type { Connection, ConnectOptions, Invoke, StreamTrigger } from '../contract/index.ts';
import { kinesisClient } from '../parts/kinesis/client.ts';
import { ensureStream } from '../parts/kinesis/streams.ts';
import { fileCheckpoints } from './pump/checkpoints.ts';
import { drainFolder } from './pump/drain.ts';
import { failureFolder } from './pump/failure-destination.ts';
import { startPump } from './pump/pump.ts';

/** Runs a function on its stream. It goes on where it stopped, and begins at the oldest record, as the deployed mapping does. */
export async function connectStream(
  stream: string,
  functionName: string,
  trigger: StreamTrigger,
  invoke: Invoke,
  { env, dataDir }: ConnectOptions,
): Promise<Connection> {
  const client = kinesisClient(env);
  const streamArn = await ensureStream(client, stream);
  const checkpoints = await fileCheckpoints(join(dataDir, 'checkpoints', `${functionName}.${stream}.json`));
  const pump = await startPump(
    { ...trigger, stream, functionName, startingPosition: 'TRIM_HORIZON' },
    {
      client,
      streamArn,
      invoke,
      checkpoints,
      failures: failureFolder(join(dataDir, 'failures')),
      drain: drainFolder(dataDir, functionName),
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
