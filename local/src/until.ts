import { setTimeout as wait } from 'node:timers/promises';

const lookAgainMs = 20;

/** How long to wait. */
export type Patience = {
  /** The longest time without progress; 60 s by default. */
  readonly patienceMs?: number;
  /**
   * A value that changes with every progress, for example a count of finished work. Without it only the condition
   * counts.
   */
  readonly progress?: (() => unknown) | undefined;
  /** The longest time in all, with or without progress; ten times the patience by default. */
  readonly mostMs?: number;
};

/**
 * Waits until the condition gives a value that is neither false nor undefined, and answers it. An error of the
 * condition counts as "not yet". It keeps waiting while there is progress, because a busy machine is slow. Without
 * progress it throws an error that names what it waited for and the last error.
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
