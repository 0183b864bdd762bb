import { prepareStream } from '@app/provider/local';

/** Makes the stream of background work. */
export const prepare = (env: Readonly<Record<string, string | undefined>>): Promise<void> =>
  prepareStream(env, 'background');
