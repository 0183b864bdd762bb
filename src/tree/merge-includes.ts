import { WorkshopError } from '../errors.ts';
import type { RelPath } from './tree.ts';

/** A file that many layers contribute to. Some of its keys are lists of includes; every other line has one owner. */
export type IncludeFile = {
  readonly path: RelPath;
  readonly lists: readonly string[];
  /** Writes the entry that includes a file of the repo. */
  include(path: RelPath): string;
};

type Lists = ReadonlyMap<string, Set<string>>;

/**
 * Merges the texts of such a file. One text is the whole file; the others are fragments that hold only include lists.
 * The lists become sorted sets, and every other line of the whole file stays as it is. Throws `failed` when two texts
 * are whole files.
 */
export function mergeIncludes(texts: readonly string[], { path, lists }: Pick<IncludeFile, 'path' | 'lists'>): string {
  const parts = texts.map((text) => ({ text, ...read(text, lists) }));
  const [whole, second] = parts.filter((part) => part.whole);
  if (second) throw new WorkshopError('failed', `Two layers own the whole of ${path}.`);
  const merged = new Map(
    lists.map((list) => [list, new Set(parts.flatMap((part) => [...(part.lists.get(list) ?? [])]))]),
  );
  return whole ? fill(whole.text, merged) : fragmentOf(merged);
}

/** A text that holds only include lists. Lists without entries are left out. */
export function fragmentOf(lists: ReadonlyMap<string, Iterable<string>>): string {
  return [...lists]
    .flatMap(([list, items]) => (new Set(items).size > 0 ? block(list, items) : []))
    .join('\n')
    .concat('\n');
}

function read(text: string, lists: readonly string[]): { lists: Lists; whole: boolean } {
  const found: Lists = new Map(lists.map((list) => [list, new Set<string>()]));
  let whole = false;
  let current: Set<string> | undefined;
  for (const line of text.split('\n')) {
    const head = headOf(line, lists);
    const item = /^\s+- (.+)$/.exec(line)?.[1];
    if (head !== undefined) current = found.get(head);
    else if (item && current) current.add(item);
    else if (line.trim() !== '' && !line.startsWith('#')) {
      whole = true;
      current = undefined;
    }
  }
  return { lists: found, whole };
}

function headOf(line: string, lists: Iterable<string>): string | undefined {
  return [...lists].find((list) => line === `${list}:` || line === `${list}: []`);
}

function block(list: string, items: Iterable<string>): string[] {
  const sorted = [...new Set(items)].sort();
  return sorted.length === 0 ? [`${list}: []`] : [`${list}:`, ...sorted.map((item) => `  - ${item}`)];
}

function fill(whole: string, merged: Lists): string {
  const result: string[] = [];
  let inside = false;
  for (const line of whole.split('\n')) {
    const head = headOf(line, merged.keys());
    if (head !== undefined) {
      result.push(...block(head, merged.get(head) ?? []));
      inside = true;
    } else if (!inside || !/^\s+- /.test(line)) {
      inside = false;
      result.push(line);
    }
  }
  return result.join('\n');
}
