/** What a machine does to what is measured on it: a factor for each leg, one after the other. */
export type Noise = () => number;

/** Numbers between 0 and 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Every leg is off by itself, by `spread` (0.2 is 20 %). */
export function light(random: () => number, spread: number): Noise {
  return () => Math.exp(spread * normal(random));
}

/** One leg in ten is held up, three times as long in the middle and without an end. */
export function heavyTailed(random: () => number, spread: number): Noise {
  const usual = light(random, spread);
  return () => usual() * (random() < 0.1 ? 3 / Math.sqrt(1 - random()) : 1);
}

/** A leg is much like the one before: the machine is slow for a while, then quick for a while. */
export function autocorrelated(random: () => number, spread: number): Noise {
  const kept = 0.8;
  let level = spread * normal(random);
  return () => {
    level = kept * level + Math.sqrt(1 - kept * kept) * spread * normal(random);
    return Math.exp(level);
  };
}

/** The machine gets slower from leg to leg, by 1 % each, beside light noise. */
export function drifting(random: () => number, spread: number): Noise {
  const usual = light(random, spread);
  let slower = 1;
  return () => {
    slower *= 1.01;
    return usual() * slower;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
