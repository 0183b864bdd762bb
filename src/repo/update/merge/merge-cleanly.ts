import { diff3MergeRegions } from 'node-diff3';
import type { Sides } from './sides.ts';

/**
 * Merges lines when the two sides changed different places, or made the same change. Answers `undefined` when the
 * changes overlap, because git must then write the markers. It starts no process: starting git for every file would
 * cost more than the rest of an update. Adjacent changes count as overlapping, as in git.
 */
export function mergeCleanly({ base, ours, theirs }: Sides): Buffer | undefined {
  const [o, a, b] = [linesOf(base), linesOf(ours), linesOf(theirs)];
  const apart = joinApart(o, changeOf(o, a), changeOf(o, b));
  if (apart) return asBytes(apart);
  const start = sameAtStart(o, a, b);
  const end = Math.min(sameAtEnd(o, a, start), sameAtEnd(o, b, start));
  const middle = (lines: readonly string[]) => lines.slice(start, lines.length - end);
  const merged = o.slice(0, start);
  for (const region of diff3MergeRegions(middle(a), middle(o), middle(b))) {
    if (region.stable) merged.push(...region.bufferContent);
    else if (same(region.aContent, region.bContent)) merged.push(...region.aContent);
    else return undefined;
  }
  merged.push(...o.slice(o.length - end));
  return asBytes(merged);
}

/** The change of one side, from its first changed line to its last. */
type Change = { readonly start: number; readonly end: number; readonly lines: readonly string[] };

function changeOf(o: readonly string[], side: readonly string[]): Change {
  const start = sameAtStart(o, side);
  const kept = sameAtEnd(o, side, start);
  return { start, end: o.length - kept, lines: side.slice(start, side.length - kept) };
}

/**
 * Joins two changes when one is completely above the other. This is the usual case, and it needs no search for moved
 * lines.
 */
function joinApart(o: readonly string[], a: Change, b: Change): string[] | undefined {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  if (first.end >= second.start) return undefined;
  return [
    ...o.slice(0, first.start),
    ...first.lines,
    ...o.slice(first.end, second.start),
    ...second.lines,
    ...o.slice(second.end),
  ];
}

function asBytes(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'latin1');
}

/** The lines with their endings. Any encoding is kept as it is. */
function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function sameAtStart(...all: readonly (readonly string[])[]): number {
  const [first = []] = all;
  const most = Math.min(...all.map(({ length }) => length));
  let n = 0;
  while (n < most && all.every((lines) => lines[n] === first[n])) n += 1;
  return n;
}

function sameAtEnd(o: readonly string[], side: readonly string[], start: number): number {
  const most = Math.min(o.length, side.length) - start;
  let n = 0;
  while (n < most && o.at(-1 - n) === side.at(-1 - n)) n += 1;
  return n;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, n) => line === b[n]);
}
