import type { Env, Isolated, Part, Provider } from '../contract/index.ts';
import { ownModule } from '../own-module.ts';
import { kinesisClient } from '../parts/kinesis/client.ts';
import { kinesisPart } from '../parts/kinesis/part.ts';
import { ensureStream } from '../parts/kinesis/streams.ts';
import { connect } from './connect.ts';
import { isolateStream } from './isolate-stream.ts';
import { requestDrain } from './pump/drain.ts';
import { putRaw } from './put-raw.ts';
import { localStream, type StreamNames } from './streams.ts';

/** The functions that prepare and reach AWS streams on this machine. */
export type AwsFunctions = {
  readonly parts: readonly Part[];
  readonly provider: Provider;
  /** Makes the main stream. */
  prepare(env: Env): Promise<void>;
  /** Makes the stream of a logical name if it does not exist. For packages that publish to a stream of their own. */
  prepareStream(env: Env, logical: string): Promise<void>;
  /** Makes a separate main stream for one test. */
  isolate(env: Env): Promise<Isolated>;
  /** Puts any text or bytes on the main stream under any key, as a producer without our contracts would. */
  putRaw(env: Env, record: { readonly key: string; readonly body: string | Uint8Array }): Promise<void>;
};

// The SDK warns about the Node version of this machine. Deployed functions use another one, so the warning is turned
// off.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/**
 * Runs functions as AWS does, on a Kinesis server of this machine: with AWS event shapes, retry rules and Lambda's
 * context.
 */
export function awsFunctions(names: StreamNames): AwsFunctions {
  async function prepareStream(env: Env, logical: string): Promise<void> {
    const client = kinesisClient(env);
    await ensureStream(client, localStream(names, env, logical));
    client.destroy();
  }

  return {
    parts: [kinesisPart],
    provider: {
      name: 'aws',
      caller: ownModule('call-handler', import.meta.url).href,
      environment: ({ name }) => ({ AWS_LAMBDA_FUNCTION_NAME: name }),
      connect: (fn, invoke, options) => connect(names, fn, invoke, options),
      drain: requestDrain,
    },
    prepare: (env) => prepareStream(env, names.main),
    prepareStream,
    isolate: isolateStream,
    putRaw: (env, record) => putRaw(env, localStream(names, env), record),
  };
}
