import type { Env } from '../contract/index.ts';

/** How a repo names its streams. */
export type StreamNames = {
  /** The logical name of the stream that the relay publishes to. */
  readonly main: string;
  /** The stream for a logical name, from the settings. Throws when no setting names it. */
  nameOf(env: Env, logical: string): string;
};

/**
 * The stream for a logical name on this machine. It has a default for the main stream, which may have no setting yet.
 */
export function localStream(names: StreamNames, env: Env, logical: string = names.main): string {
  return names.nameOf({ STREAM_NAME: names.main, ...env }, logical);
}
