import { setTimeout as wait } from 'node:timers/promises';

const firstMs = 50;
const longestMs = 5000;

/**
 * Waits before the n-th try in a row, counted from 1. Each wait is longer than the one before, with jitter. Ends early,
 * without an error, when the signal aborts.
 */
export async function backOff(tries: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(longestMs, firstMs * 2 ** Math.min(tries, 10));
  await wait(ms / 2 + (Math.random() * ms) / 2, undefined, { signal }).catch(() => {});
}
