import { diff3MergeRegions } from 'node-diff3';
import type { Sides } from './merge-lines.ts';

/**
 * Merges lines where the two sides changed different places, or made the same change; `undefined` where they meet, and git
 * has to say how. It needs no process: starting git for every file would cost more than all the rest of an update.
 * Changes that touch each other count as meeting, as they do for git.
 */
export function mergeCleanly({ base, ours, theirs }: Sides): Buffer | undefined {
  const [o, a, b] = [linesOf(base), linesOf(ours), linesOf(theirs)];
  const start = sameAtStart(o, a, b);
  const end = sameAtEnd(o, a, b, start);
  const middle = (lines: readonly string[]) => lines.slice(start, lines.length - end);
  const merged = o.slice(0, start);
  for (const region of diff3MergeRegions(middle(a), middle(o), middle(b))) {
    if (region.stable) merged.push(...region.bufferContent);
    else if (same(region.aContent, region.bContent)) merged.push(...region.aContent);
    else return undefined;
  }
  merged.push(...o.slice(o.length - end));
  return Buffer.from(merged.join(''), 'latin1');
}

/** Lines with their endings; any encoding comes through as it is. */
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

function sameAtEnd(o: readonly string[], a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(o.length, a.length, b.length) - start;
  let n = 0;
  while (n < most && o.at(-1 - n) === a.at(-1 - n) && o.at(-1 - n) === b.at(-1 - n)) n += 1;
  return n;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, n) => line === b[n]);
}
