import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Copy } from '../src/copy.ts';
import { type LastWriteWins, mergeLast, writeLast } from '../src/last-write-wins.ts';
import type { PolicyTable } from '../src/policy.ts';
import { NotHomeError, replicated } from '../src/replicated.ts';
import { type Stamp, stampAfter } from '../src/stamp.ts';
import { histories, numRuns, play, type Replica, regions, type Seen, seed } from './history.ts';
import { lostName, lostOwn, type Op, wrongCount, wrongItems } from './judge.ts';

type Profile = {
  readonly own: string;
  readonly again: string;
  readonly name: string;
  readonly cart: readonly string[];
  readonly visits: number;
};

const table = {
  own: { is: 'label', policy: 'single-writer' },
  again: { is: 'label', policy: 'single-writer' },
  name: { is: 'label', policy: 'last-write-wins' },
  cart: { is: 'list', policy: 'set' },
  visits: { is: 'count', policy: 'counter' },
} as const satisfies PolicyTable<Profile>;

const profiles = replicated<Profile, typeof table>(table, { regions });
const start: Profile = { own: 'start', again: 'start', name: 'start', cart: [], visits: 0 };

const item = fc.constantFrom('mug', 'poster', '', '__proto__');
const name = fc.record({ name: fc.string({ maxLength: 4 }) });
const cart = fc.oneof(fc.record({ add: item }), fc.record({ remove: item }));
const anyOp: fc.Arbitrary<Op> = fc.oneof(
  { weight: 4, arbitrary: name },
  { weight: 6, arbitrary: cart },
  { weight: 3, arbitrary: fc.record({ by: fc.integer({ min: -3, max: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ own: fc.string({ maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ takeOver: true as const }) },
);

/** A document as a region writes it. Whoever takes over asks for an epoch that nobody had before. */
function documents(): Replica<Copy, Op> {
  let epoch = 0;
  return {
    start: profiles.create(start, { region: 'eu', now: 0 }),
    merge: profiles.receive,
    write(copy, op, at) {
      try {
        if ('takeOver' in op) return profiles.takeOver(copy, { region: at.region, epoch: ++epoch });
        if ('own' in op) return profiles.edit(copy, { own: op.own, again: op.own }, at);
        if ('name' in op) return profiles.edit(copy, { name: op.name }, at);
        if ('by' in op) return profiles.edit(copy, { visits: { by: op.by } }, at);
        return profiles.edit(copy, { cart: 'add' in op ? { add: [op.add] } : { remove: [op.remove] } }, at);
      } catch (error) {
        if (error instanceof NotHomeError && copy.home.region !== at.region) return undefined;
        throw error;
      }
    },
  };
}

/** The first rule of merging that three copies break. */
function brokenLaw(a: Copy, b: Copy, c: Copy): string | undefined {
  const { merge } = profiles;
  if (!isDeepStrictEqual(merge(a, a), a)) return 'a merge with itself changes a copy';
  if (!isDeepStrictEqual(merge(a, b), merge(b, a))) return 'two merges in another order differ';
  return isDeepStrictEqual(merge(merge(a, b), c), merge(a, merge(b, c))) ? undefined : 'groupings of merges differ';
}

/** What is wrong with a copy, for the writes that it has seen. */
function wrongProfile({ copy, written }: Seen<Copy, Op>): string | undefined {
  const { own, again, name, cart, visits } = profiles.read(copy);
  // The home writes both in one edit, and nobody sees half of it.
  if (own !== again) return `${own} beside ${again}`;
  return (
    lostName(written, name) ??
    wrongItems(written, cart) ??
    wrongCount(written, visits) ??
    lostOwn(written, own, start.own)
  );
}

test('in every history all regions end with one document, and no edit is lost that nobody replaced', () => {
  fc.assert(
    fc.property(histories(anyOp), (history) => {
      const { end, before } = play(documents(), history);
      for (const seen of [end, ...before.slice(-8)]) expect(wrongProfile(seen)).toBeUndefined();
      const { copy } = end;
      const [a = copy, b = copy, c = copy, d = copy] = before.slice(-4).map((one) => one.copy);
      expect(brokenLaw(a, b, c) ?? brokenLaw(a, d, b) ?? brokenLaw(d, c, a)).toBeUndefined();
    }),
    { numRuns, seed },
  );
});

/** In how many histories a region stores a copy that its judge calls wrong. */
function wrong<State, One extends Op>(
  replica: Replica<State, One>,
  op: fc.Arbitrary<One>,
  judge: (seen: Seen<State, Op>) => string | undefined,
): number {
  const ended = fc.sample(histories(op), { numRuns, seed }).map((history) => play(replica, history));
  return ended.filter(({ end, before }) => [end, ...before].some((one) => judge(one) !== undefined)).length;
}

const named = (stampOf: typeof stampAfter): Replica<LastWriteWins, { readonly name: string }> => ({
  start: writeLast(undefined, 'start', { region: 'eu', now: 0 }),
  write: (seen, { name }, at) => ({ policy: 'last-write-wins', value: name, stamp: stampOf(seen.stamp, at) }),
  merge: mergeLast,
});
const judgeName = ({ copy, written }: Seen<LastWriteWins, Op>) => lostName(written, String(copy.value));

test('control: with wall clocks a later edit is lost, with the hybrid clock it is not', () => {
  const wallClock = (_: Stamp | undefined, at: Parameters<typeof stampAfter>[1]) => stampAfter(undefined, at);
  const lost = wrong(named(wallClock), name, judgeName);
  console.info(`wall clocks lose a later edit in ${lost} of ${numRuns} histories`);
  expect(lost).toBeGreaterThan(0);
  expect(wrong(named(stampAfter), name, judgeName)).toBe(0);
});

test('control: a cart whose last write wins loses an item', () => {
  const replica: Replica<LastWriteWins, Extract<Op, { add: string } | { remove: string }>> = {
    start: writeLast(undefined, [], { region: 'eu', now: 0 }),
    write(seen, op, at) {
      const items = new Set(seen.value as string[]);
      if ('add' in op) items.add(op.add);
      else items.delete(op.remove);
      return writeLast(seen, [...items].sort(), at);
    },
    merge: mergeLast,
  };
  const lost = wrong(replica, cart, ({ copy, written }) => wrongItems(written, copy.value as string[]));
  console.info(`a cart whose last write wins is wrong in ${lost} of ${numRuns} histories`);
  expect(lost).toBeGreaterThan(0);
});
