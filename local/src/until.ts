import { setTimeout as wait } from 'node:timers/promises';

const lookAgainMs = 20;

/** How long something may take. */
export type Patience = {
  /** For so long nothing may happen; 60 s without it. */
  readonly patienceMs?: number;
  /** Answers something else whenever something has happened, for example a count of what is done. Without it only the condition counts. */
  readonly progress?: (() => unknown) | undefined;
  /** In all it takes no longer than this, whatever happens; ten times the patience without it. */
  readonly mostMs?: number;
};

/**
 * Waits until the condition gives a value that is neither false nor undefined, and answers it. An error counts as not yet. It waits as long as there
 * is progress: a busy machine takes longer for everything, and one that does nothing will not get there. Then it throws, with what was waited for
 * and the last error.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { patienceMs = 60_000, progress = () => undefined, mostMs = 10 * patienceMs }: Patience = {},
): Promise<Exclude<T, false | undefined>> {
  const began = Date.now();
  let movedAt = began;
  let seen = progress();
  let last: unknown;
  while (Date.now() - movedAt < patienceMs && Date.now() - began < mostMs) {
    try {
      const value = await condition();
      if (value !== false && value !== undefined) return value as Exclude<T, false | undefined>;
    } catch (error) {
      last = error;
    }
    await wait(lookAgainMs);
    const now = progress();
    if (now !== seen) {
      seen = now;
      movedAt = Date.now();
    }
  }
  const seconds = (from: number) => Math.round((Date.now() - from) / 1000);
  throw new Error(`waited ${seconds(began)} s in vain, and nothing happened for ${seconds(movedAt)} s: ${what}`, {
    cause: last,
  });
}
