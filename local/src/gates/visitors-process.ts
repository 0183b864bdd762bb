import { askInTurns } from './ask-in-turns.ts';

/** What the parent sends. */
export type AskedFor = { readonly url: string; readonly paths: readonly string[]; readonly count: number };

/** What the process answers: milliseconds, or an error. */
export type Times = { readonly times: readonly number[]; readonly error?: string };

// The open channel keeps this process alive. It ends with the parent.
process.on('message', async ({ url, paths, count }: AskedFor) => {
  const answer = await askInTurns(url, paths, count)
    .then((times): Times => ({ times }))
    .catch((error: Error): Times => ({ times: [], error: error.message }));
  process.send?.(answer);
});
