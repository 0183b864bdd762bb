import type { Env } from '../contract/index.ts';

/** How a repo names its streams. */
export type StreamNames = {
  /** The logical name of the stream that the relay publishes to. */
  readonly main: string;
  /** The stream that stands for a logical name, by the settings. Throws when nothing names it. */
  nameOf(env: Env, logical: string): string;
};

/** The stream of a logical name on this machine, where the main one may have no setting yet. */
export function localStream(names: StreamNames, env: Env, logical: string = names.main): string {
  return names.nameOf({ STREAM_NAME: names.main, ...env }, logical);
}
