import { distance } from 'fastest-levenshtein';

/** The candidate that the user most likely meant; `undefined` when none is near. */
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

/**
 * The candidate that differs from a word by one typing mistake: one letter wrong, missing or extra, or two letters
 * swapped. `undefined` when there is none.
 */
export function slipOf(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  return candidates.find((candidate) => distance(typed, candidate) <= 1 || exchanged(typed).includes(candidate));
}

/** All words made by swapping two neighbouring letters. */
function exchanged(word: string): string[] {
  return [...word].slice(1).map((letter, i) => `${word.slice(0, i)}${letter}${word[i]}${word.slice(i + 2)}`);
}
