import type { LocalPart } from '@app/core/local';
import { type Env, kinesisClient } from '../kinesis-client.ts';
import { mainStream, streamName } from '../stream-name.ts';
import { kinesisPart } from './kinesis/part.ts';
import { ensureStream } from './kinesis/streams.ts';

export { type Connection, type ConnectOptions, connect } from './connect.ts';
export { failedRecords } from './failed-records.ts';
export { type Drained, requestDrain } from './pump/drain.ts';
export { putRaw } from './put-raw.ts';

// The SDK warns of this machine's Node; the functions run on the deployed runtime.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** What this provider needs on this machine. */
export const parts: readonly LocalPart[] = [kinesisPart];

/** Makes the stream that `STREAM_NAME` names. */
export async function prepare(env: Env): Promise<void> {
  await prepareStream(env, mainStream);
}

/** Makes the stream of a logical name if it is not there: for packages that publish to one of their own. */
export async function prepareStream(env: Env, logical: string): Promise<void> {
  const client = kinesisClient(env);
  await ensureStream(client, streamName({ STREAM_NAME: mainStream, ...env }, logical));
  client.destroy();
}
