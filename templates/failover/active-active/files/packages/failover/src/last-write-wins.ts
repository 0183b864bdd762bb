import type { Json } from '@app/core';
import { type At, type Stamp, stampAfter } from './stamp.ts';

/** A value and when it was written. */
export type LastWriteWins = { readonly policy: 'last-write-wins'; readonly value: Json; readonly stamp: Stamp };

/** Replaces the value that is seen. */
export function writeLast(seen: LastWriteWins | undefined, value: Json, at: At): LastWriteWins {
  return { policy: 'last-write-wins', value, stamp: stampAfter(seen?.stamp, at) };
}

/** The value with the later stamp. */
export function mergeLast(a: LastWriteWins, b: LastWriteWins): LastWriteWins {
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return largerText(a, b);
}

/**
 * The larger of two values as JSON. Two values under one stamp or one version are a mistake, for example of a restored backup. With this rule
 * all regions still choose the same one.
 */
export function largerText<T>(a: T, b: T): T {
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}
