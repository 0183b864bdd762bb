/**
 * Chooses candidates until every need of any of them is met; `already` are met from the start. It takes the one that meets most
 * first, and of equals the one that stands first: the order of the candidates rotates what is chosen.
 */
export function cover<C>(
  candidates: readonly C[],
  needsOf: (candidate: C) => Iterable<string>,
  already: Iterable<string> = [],
): C[] {
  const met = new Set(already);
  const left = new Map(candidates.map((candidate) => [candidate, new Set(needsOf(candidate))]));
  const chosen: C[] = [];
  for (;;) {
    let best: C | undefined;
    let most = 0;
    for (const [candidate, needs] of left) {
      for (const need of needs) if (met.has(need)) needs.delete(need);
      if (needs.size > most) [best, most] = [candidate, needs.size];
    }
    if (best === undefined) return chosen;
    chosen.push(best);
    for (const need of left.get(best) ?? []) met.add(need);
    left.delete(best);
  }
}

/** Every two of a list, in its order. */
export function pairs(list: readonly string[]): string[] {
  return list.flatMap((one, at) => list.slice(at + 1).map((other) => `${one} ${other}`));
}

/**
 * The candidates that meet every need of the first kind, then as many of those that meet the second kind as there is room for. The
 * first are always the same; the order of the candidates rotates the others.
 */
export function coverAsFar<C>(
  candidates: readonly C[],
  must: (candidate: C) => Iterable<string>,
  wanted: (candidate: C) => Iterable<string>,
  { room, rotated }: { room: number; rotated: (list: readonly C[]) => C[] },
): C[] {
  const first = cover(candidates, must);
  const others = cover(
    rotated(candidates),
    wanted,
    first.flatMap((one) => [...wanted(one)]),
  );
  return [...first, ...others.slice(0, Math.max(0, room - first.length))];
}
