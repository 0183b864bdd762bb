import type { Env } from './kinesis-client.ts';

/** The logical name of the stream that the relay publishes to. */
export const mainStream = 'orders';

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
