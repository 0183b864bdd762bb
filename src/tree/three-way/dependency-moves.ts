import { applyEdits, modify } from 'jsonc-parser';
import { readJson } from './json-source.ts';
import { plainText } from './line-endings.ts';
import type { Versions } from './merged.ts';
import { entryAt, type SourceEntry } from './source.ts';
import { higherRange } from './version-ranges.ts';

/** The sections of a package.json that hold dependencies. */
export const dependencySections = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const;

type Section = (typeof dependencySections)[number];
type Found = { readonly section: Section; readonly range: string };
type Dependencies = ReadonlyMap<string, readonly Found[]>;

/**
 * Rewrites `base` and `theirs` of a package.json for dependencies that changed their section, so that each stands in
 * its final section: the user's when the user moved it, else the template's. Without this a merge by key would keep the
 * dependency in both sections. A dependency that one text lists in two sections (peers often are) was not moved and is
 * left alone.
 */
export function followMoves(versions: Versions): { readonly versions: Versions; readonly notes: readonly string[] } {
  let [base, theirs] = [plainText(versions.base).text, plainText(versions.theirs).text];
  const notes: string[] = [];
  const [inBase, inOurs, inTheirs] = [dependenciesOf(base), dependenciesOf(versions.ours), dependenciesOf(theirs)];
  for (const name of new Set([...inBase.keys(), ...inTheirs.keys()])) {
    const all = [inBase, inOurs, inTheirs].map((dependencies) => dependencies.get(name) ?? []);
    if (all.some((found) => found.length > 1)) continue;
    const [was, mine, now] = all.map(([found]) => found);
    if (!now || new Set(all.flatMap((found) => found.map(({ section }) => section))).size < 2) continue;
    if (!mine) {
      // The user removed the dependency. The base gets the template's new section, so that the merge sees a removal and
      // no move.
      if (was) base = move(base, name, was, { section: now.section, range: was.range });
      continue;
    }
    if (was?.section !== mine.section || now.section === mine.section) {
      if (was) base = move(base, name, was, { section: mine.section, range: was.range });
      theirs = move(theirs, name, now, { section: mine.section, range: now.range });
      continue;
    }
    if (was.range === mine.range) continue;
    const higher = now.range === was.range ? undefined : higherRange(name, mine.range, now.range);
    if (!higher && now.range !== was.range && now.range !== mine.range) {
      theirs = move(theirs, name, now, { section: mine.section, range: now.range });
      continue;
    }
    if (higher && now.range !== mine.range) notes.push(higher.note);
    const range = higher?.take === 'theirs' ? now.range : mine.range;
    base = move(base, name, was, mine);
    theirs = move(theirs, name, now, { section: now.section, range });
  }
  const { ours } = versions;
  for (const section of dependencySections) {
    const [held, mine, now] = [base, ours, theirs].map((text) => membersOf(text, section));
    // One side removed a whole section. The merge must compare its dependencies one by one, not the section as one
    // value.
    if (held && mine && !now) {
      const was = new Map(held.map(({ key, node }) => [key, node.meaning]));
      const untouched = mine.every(({ key, node }) => was.get(key) === node.meaning);
      if (!untouched) theirs = put(theirs, [section], {});
      const dropped = held.filter(({ key }) => !mine.some((entry) => entry.key === key));
      for (const { key } of dropped) base = put(base, [section, key], undefined);
    }
    if (!held || mine || !now) continue;
    base = put(base, [section], undefined);
    for (const { key, node } of held) {
      const still = now.find((entry) => entry.key === key);
      if (still && still.node.meaning !== node.meaning)
        notes.push(`You removed ${section}.${key} and the template changed it: it stays removed.`);
      theirs = put(theirs, [section, key], undefined);
    }
    if (membersOf(theirs, section)?.length === 0) theirs = put(theirs, [section], undefined);
  }
  return { versions: { base, ours, theirs }, notes };
}

function membersOf(text: string, section: Section): readonly SourceEntry[] | undefined {
  const root = readJson(plainText(text).text)?.root;
  const node = root && entryAt(root, [section])?.node;
  return node?.kind === 'map' ? node.entries : undefined;
}

function dependenciesOf(text: string): Dependencies {
  const result = new Map<string, Found[]>();
  for (const section of dependencySections) {
    for (const { key, node } of membersOf(text, section) ?? []) {
      if (node.kind !== 'scalar' || !node.meaning.startsWith('"')) continue;
      const found = { section, range: JSON.parse(node.meaning) as string };
      result.set(key, [...(result.get(key) ?? []), found]);
    }
  }
  return result;
}

function move(text: string, name: string, from: Found, to: Found): string {
  if (from.section === to.section && from.range === to.range) return text;
  const cleared = from.section === to.section ? text : put(text, [from.section, name], undefined);
  const moved = put(cleared, [to.section, name], to.range);
  return membersOf(moved, from.section)?.length === 0 ? put(moved, [from.section], undefined) : moved;
}

function put(text: string, path: string[], value: string | object | undefined): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  return applyEdits(text, modify(text, path, value, { formattingOptions }));
}
