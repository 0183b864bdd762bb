import { mergeSets } from './sets.ts';
import type { Path, SourceNode } from './source.ts';

/** One change that the template makes to the user's text: the value at `path` is copied from their text, or removed. */
export type Step = { readonly op: 'set' | 'insert' | 'remove'; readonly path: Path };

/** One scalar that both sides changed differently. Without `base` both sides added it. */
export type Clash = {
  readonly path: Path;
  readonly base: SourceNode | undefined;
  readonly ours: SourceNode;
  readonly theirs: SourceNode;
};

/** Rules of a format or a kind of file that its structure does not show. */
export type Rules = {
  /** Decides which of two clashing scalars is kept. `undefined` leaves the conflict. */
  readonly decide?: (clash: Clash) => { readonly take: 'ours' | 'theirs'; readonly note: string } | undefined;
  /** Whether the order of this list matters. Then it is merged as one value and not as a set. */
  readonly ordered?: (path: Path) => boolean;
};

/** What the merged text must mean. */
export type Expected =
  | { readonly kind: 'value'; readonly node: SourceNode }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Expected> }
  | { readonly kind: 'set'; readonly items: readonly string[] }
  | { readonly kind: 'conflict'; readonly clash: Clash };

/** The merge of three values: the expected result, and the steps that turn the user's text into it. */
export type Plan = {
  readonly expected: Expected;
  readonly steps: readonly Step[];
  readonly clashes: readonly Clash[];
  readonly notes: readonly string[];
};

/** Merges three values by structure. The steps must be applied in their order. */
export function planMerge(base: SourceNode, ours: SourceNode, theirs: SourceNode, rules: Rules = {}): Plan {
  const steps: Step[] = [];
  const clashes: Clash[] = [];
  const notes: string[] = [];
  const expected = merge([], base, ours, theirs);
  // Removals come last. A new entry is placed beside an existing one, so its neighbours must still be there and no
  // collection may become empty first.
  steps.sort((a, b) => Number(a.op === 'remove') - Number(b.op === 'remove'));
  return { expected, steps, clashes, notes };

  function merge(path: Path, base: SourceNode | undefined, ours: SourceNode, theirs: SourceNode): Expected {
    const kept: Expected = { kind: 'value', node: ours };
    if (ours.meaning === theirs.meaning || theirs.meaning === base?.meaning) return kept;
    if (ours.kind === 'map' && theirs.kind === 'map') return mergeMaps(path, base, ours, theirs);
    const set = rules.ordered?.(path) ? undefined : mergeSets(base, ours, theirs);
    if (set) {
      for (const key of set.added) steps.push({ op: 'insert', path: [...path, key] });
      for (const key of set.removed) steps.push({ op: 'remove', path: [...path, key] });
      return { kind: 'set', items: set.items };
    }
    if (ours.meaning === base?.meaning) return take(path, theirs);
    const clash = { path, base, ours, theirs };
    const decided = ours.kind === 'scalar' && theirs.kind === 'scalar' ? rules.decide?.(clash) : undefined;
    if (decided) {
      notes.push(decided.note);
      return decided.take === 'ours' ? kept : take(path, theirs);
    }
    clashes.push(clash);
    return { kind: 'conflict', clash };
  }

  function take(path: Path, theirs: SourceNode): Expected {
    steps.push({ op: 'set', path });
    return { kind: 'value', node: theirs };
  }

  function mergeMaps(path: Path, base: SourceNode | undefined, ours: SourceNode, theirs: SourceNode): Expected {
    const [inBase, inOurs, inTheirs] = [membersOf(base), membersOf(ours), membersOf(theirs)];
    const entries = new Map<string, Expected>();
    for (const key of new Set([...inOurs.keys(), ...inTheirs.keys()])) {
      const [b, o, t] = [inBase.get(key), inOurs.get(key), inTheirs.get(key)];
      const here = [...path, key];
      const merged = o && t ? merge(here, b, o, t) : o ? withoutTheirs(here, b, o) : t && withoutOurs(here, b, t);
      if (merged) entries.set(key, merged);
    }
    return { kind: 'map', entries };
  }

  function withoutTheirs(path: Path, base: SourceNode | undefined, ours: SourceNode): Expected | undefined {
    if (base?.meaning === ours.meaning) {
      steps.push({ op: 'remove', path });
      return undefined;
    }
    if (base) notes.push(`The template removed ${nameOf(path)} and you changed it: yours stays.`);
    return { kind: 'value', node: ours };
  }

  function withoutOurs(path: Path, base: SourceNode | undefined, theirs: SourceNode): Expected | undefined {
    if (base) {
      if (base.meaning !== theirs.meaning)
        notes.push(`You removed ${nameOf(path)} and the template changed it: it stays removed.`);
      return undefined;
    }
    steps.push({ op: 'insert', path });
    return { kind: 'value', node: theirs };
  }
}

/** Whether a value means what was expected. Where both sides clash, the value of the given side counts. */
export function means(expected: Expected, node: SourceNode | undefined, side: 'base' | 'ours' | 'theirs'): boolean {
  if (expected.kind === 'conflict') return expected.clash[side]?.meaning === node?.meaning;
  if (expected.kind === 'value') return expected.node.meaning === node?.meaning;
  if (expected.kind === 'set') {
    if (node?.kind !== 'list' || node.entries.length !== expected.items.length) return false;
    const keys = new Set(node.entries.map(({ key }) => key));
    return expected.items.every((item) => keys.has(item));
  }
  if (node?.kind !== 'map') return false;
  const members = membersOf(node);
  const absent = [...expected.entries].filter(([, entry]) => entry.kind === 'conflict' && !entry.clash[side]).length;
  return (
    members.size === expected.entries.size - absent &&
    [...expected.entries].every(([key, entry]) => means(entry, members.get(key), side))
  );
}

/** A path in readable form: `scripts.test`. */
export function nameOf(path: Path): string {
  return path.length === 0 ? 'the whole file' : path.join('.');
}

function membersOf(node: SourceNode | undefined): Map<string, SourceNode> {
  return new Map(node?.kind === 'map' ? node.entries.map((entry) => [entry.key, entry.node]) : []);
}
