import { setTimeout as wait } from 'node:timers/promises';

const lookAgainMs = 20;

/**
 * Waits until the condition gives a value that is neither false nor undefined, and answers it. An error counts as not yet.
 * Throws after `timeoutMs` with what was waited for and the last error.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  timeoutMs = 60_000,
): Promise<Exclude<T, false | undefined>> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  do {
    try {
      const value = await condition();
      if (value !== false && value !== undefined) return value as Exclude<T, false | undefined>;
    } catch (error) {
      last = error;
    }
    await wait(lookAgainMs);
  } while (Date.now() < deadline);
  throw new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`, { cause: last });
}
