import { distance } from 'fastest-levenshtein';

/** The candidate that a typing mistake most likely meant; `undefined` when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const far = typed.length >= 3 && candidate.startsWith(typed) ? 1 : distance(typed, candidate);
    if (far < least) {
      best = candidate;
      least = far;
    }
  }
  const length = best === undefined ? 0 : Math.max(typed.length, best.length);
  return least <= Math.max(1, Math.floor(length * 0.4)) ? best : undefined;
}
