import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { At } from '../src/stamp.ts';

const hour = 3_600_000;

/** The regions of all histories. */
export const regions = ['ap', 'eu', 'us'] as const;
export type Region = (typeof regions)[number];

/** How many histories the tests play, and from which seed. `HISTORIES=10000 SEED=7 npm test -- packages/failover` plays more, or the same again. */
export const numRuns = Number(process.env.HISTORIES ?? 300);
export const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`seed ${seed}: repeat with SEED=${seed} HISTORIES=${numRuns}`);

/** What happens to regions and to the link between them. */
export type Step<Op> =
  | { readonly do: 'write'; readonly region: Region; readonly op: Op; readonly crash: boolean }
  | { readonly do: 'send'; readonly from: Region; readonly to: Region }
  | { readonly do: 'arrive'; readonly pick: number; readonly again: boolean; readonly crash: boolean }
  | { readonly do: 'cut' | 'heal'; readonly from: Region; readonly to: Region }
  | { readonly do: 'skew'; readonly region: Region; readonly ms: number }
  | { readonly do: 'pass'; readonly ms: number };

const region = fc.constantFrom(...regions);
const rarely = fc.nat(7).map((one) => one === 0);
const link = { from: region, to: region };

/** About 110 steps: writes, copies that are sent, lost, doubled and overtaken, cuts, crashes, and clocks that are wrong by up to two hours. */
export function histories<Op>(op: fc.Arbitrary<Op>): fc.Arbitrary<Step<Op>[]> {
  const is = <Word extends string>(word: Word) => fc.constant(word);
  const ms = fc.integer({ min: -2 * hour, max: 2 * hour });
  const skewOf = (region: fc.Arbitrary<Region>) => fc.record({ do: is('skew'), region, ms });
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: is('write'), region, op, crash: rarely }) },
    { weight: 8, arbitrary: fc.record({ do: is('send'), ...link }) },
    { weight: 8, arbitrary: fc.record({ do: is('arrive'), pick: fc.nat(), again: rarely, crash: rarely }) },
    { weight: 1, arbitrary: fc.record({ do: is('cut'), ...link }) },
    { weight: 1, arbitrary: fc.record({ do: is('heal'), ...link }) },
    { weight: 1, arbitrary: skewOf(region) },
    { weight: 2, arbitrary: fc.record({ do: is('pass'), ms: fc.nat(60_000) }) },
  );
  const skewed = fc.tuple(...regions.map((one) => skewOf(fc.constant(one))));
  return fc
    .tuple(skewed, fc.array(step, { maxLength: 220, size: 'max' }))
    .map(([skews, steps]) => [...skews, ...steps]);
}

/** A write that was stored, its number in the order of real time, and the writes that its region had seen before. */
export type Written<Op> = { readonly id: number; readonly op: Op; readonly seen: ReadonlySet<number> };

/** What is written in a history, and how copies of it are merged. */
export type Replica<Copy, Op> = {
  readonly start: Copy;
  /** Answers the copy to store; `undefined` where the region refuses the write. */
  write(copy: Copy, op: Op, at: At): Copy | undefined;
  merge(own: Copy, theirs: Copy, at: At): Copy;
};

/** A copy, and the writes that it has seen. */
export type Seen<Copy, Op> = { readonly copy: Copy; readonly written: readonly Written<Op>[] };

/** How a history ended. */
export type End<Copy, Op> = {
  /** The copy that all regions agreed on when all links were up again. It has seen every write that was stored. */
  readonly end: Seen<Copy, Op>;
  /** Every copy that a region stored before that. */
  readonly before: readonly Seen<Copy, Op>[];
};

/** Plays a history, then heals all links and lets the copies meet. Throws when the regions do not end with equal copies. */
export function play<Copy, Op>(replica: Replica<Copy, Op>, history: readonly Step<Op>[]): End<Copy, Op> {
  type Held = { readonly copy: Copy; readonly seen: ReadonlySet<number> };
  const written: Written<Op>[] = [];
  const all: Held[] = [];
  const held = new Map<Region, Held>(regions.map((one) => [one, { copy: replica.start, seen: new Set() }]));
  const skews = new Map<Region, number>();
  const cuts = new Set<string>();
  const wire: ({ readonly from: Region; readonly to: Region } & Held)[] = [];
  let time = Date.parse('2026-01-01');

  const of = (one: Region): Held => held.get(one) ?? { copy: replica.start, seen: new Set() };
  const at = (one: Region): At => ({ region: one, now: time + (skews.get(one) ?? 0) });
  // What a database keeps is JSON.
  const store = (one: Region, copy: Copy, seen: ReadonlySet<number>) => {
    const stored = { copy: JSON.parse(JSON.stringify(copy)), seen };
    held.set(one, stored);
    all.push(stored);
  };
  const meet = (to: Region, theirs: Held) =>
    store(to, replica.merge(of(to).copy, theirs.copy, at(to)), new Set([...of(to).seen, ...theirs.seen]));

  for (const step of history) {
    if (step.do === 'write') {
      const { copy, seen } = of(step.region);
      const next = replica.write(copy, step.op, at(step.region));
      // A process that dies before the write leaves nothing behind. One that dies after it leaves what a living one leaves.
      if (next === undefined || step.crash) continue;
      store(step.region, next, new Set([...seen, written.length]));
      written.push({ id: written.length, op: step.op, seen });
    }
    if (step.do === 'send' && !cuts.has(step.from + step.to)) wire.push({ ...step, ...of(step.from) });
    if (step.do === 'arrive' && wire.length > 0) {
      const index = step.pick % wire.length;
      const [message] = step.again ? [wire[index]] : wire.splice(index, 1);
      if (message && !step.crash && !cuts.has(message.from + message.to)) meet(message.to, message);
    }
    if (step.do === 'cut') cuts.add(step.from + step.to);
    if (step.do === 'heal') cuts.delete(step.from + step.to);
    if (step.do === 'skew') skews.set(step.region, step.ms);
    if (step.do === 'pass') time += step.ms;
  }

  const before = all.map(({ copy, seen }) => ({ copy, written: written.filter(({ id }) => seen.has(id)) }));
  for (const _ of [1, 2]) for (const from of regions) for (const to of regions) if (from !== to) meet(to, of(from));
  const [first, ...others] = regions.map((one) => of(one).copy);
  if (first === undefined || others.some((one) => !isDeepStrictEqual(one, first))) {
    throw new Error(`the regions differ: ${JSON.stringify([first, ...others])}`);
  }
  return { end: { copy: first, written }, before };
}
