/** The seed that is asked for, or one of this minute. A run prints it, so that it can be replayed. */
export function seedOfRun(): string {
  return process.env.SEED || String(Math.floor(Date.now() / 60_000));
}

/** The list in an order that follows from the seed alone: that of the run, which vitest's config hands to all tests. */
export function shuffled<T>(list: readonly T[], seed = Number(process.env.SEED)): T[] {
  if (!Number.isInteger(seed)) throw new Error(`SEED is "${process.env.SEED}"; it must be a whole number.`);
  let state = seed >>> 0;
  // mulberry32: small, and the same on every machine.
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return list
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
