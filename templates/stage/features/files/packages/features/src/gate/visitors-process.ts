import { askInTurns } from './load.ts';

/** What the parent sends. */
export type Asked = { readonly url: string; readonly paths: readonly string[]; readonly count: number };

/** What it gets back: milliseconds, or why there are none. */
export type Times = { readonly times: readonly number[]; readonly error?: string };

// The open channel keeps this process; it ends with the parent.
process.on('message', async ({ url, paths, count }: Asked) => {
  const answer = await askInTurns(url, paths, count)
    .then((times): Times => ({ times }))
    .catch((error: Error): Times => ({ times: [], error: error.message }));
  process.send?.(answer);
});
