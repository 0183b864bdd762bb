import type { RelPath } from '../../../tree/tree.ts';
import type { MarkerLabels } from './conflict-markers.ts';
import { lineEndingOf, withLineEnding } from './line-endings.ts';
import { mergeLines } from './merge-lines.ts';
import { mergeStructure } from './merge-structure.ts';
import type { Sides } from './sides.ts';

/** The result of merging two changes of one file. */
export type MergedFile =
  | { readonly kind: 'clean'; readonly bytes: Uint8Array; readonly notes: readonly string[] }
  /** The bytes have conflict markers. */
  | {
      readonly kind: 'conflict';
      readonly bytes: Uint8Array;
      readonly reason: string;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'binary' };

/** Git treats a file as binary when one of its first 8000 bytes is NUL. */
const sniffed = 8000;

/** Merges a file that both sides changed. The result has the user's line endings. */
export async function mergeFile(cwd: string, path: RelPath, sides: Sides, labels: MarkerLabels): Promise<MergedFile> {
  if (Object.values(sides).some(isBinary)) return { kind: 'binary' };
  const { base, ours, theirs } = inLineEndingOfOurs(sides);
  // The user changed only the line endings.
  if (same(ours, base)) return { kind: 'clean', bytes: theirs, notes: [] };
  if (same(ours, theirs) || same(base, theirs)) return { kind: 'clean', bytes: ours, notes: [] };
  const structured = await mergeStructure(cwd, path, { base, ours, theirs }, labels);
  if (structured) {
    const { bytes, reasons, notes } = structured;
    if (reasons.length === 0) return { kind: 'clean', bytes, notes };
    return { kind: 'conflict', bytes, reason: `both sides changed it: ${reasons.join(' ')}`, notes };
  }
  const merged = await mergeLines(cwd, { base, ours, theirs }, labels);
  if (merged.conflicts === 0) return { kind: 'clean', bytes: merged.bytes, notes: [] };
  const places = merged.conflicts === 1 ? 'one place' : `${merged.conflicts} places`;
  return { kind: 'conflict', bytes: merged.bytes, reason: `both sides changed it in ${places}`, notes: [] };
}

/**
 * Puts two versions that cannot be merged by lines into one text: both complete, one after the other, between markers.
 */
export function bothWhole(ours: Uint8Array, theirs: Uint8Array, labels: MarkerLabels): Uint8Array {
  const ending = lineEndingOf(ours) ?? lineEndingOf(theirs) ?? '\n';
  const marker = (text: string) => Buffer.from(`${text}${ending}`, 'utf8');
  const whole = (bytes: Uint8Array) =>
    bytes.byteLength === 0 || bytes[bytes.byteLength - 1] === 0x0a ? [bytes] : [bytes, Buffer.from(ending)];
  return Buffer.concat([
    marker(`<<<<<<< ${labels.ours}`),
    ...whole(ours),
    marker('======='),
    ...whole(withLineEnding(theirs, ending)),
    marker(`>>>>>>> ${labels.theirs}`),
  ]);
}

/** Whether bytes are binary, so that no line merge may change them. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, sniffed).includes(0);
}

function inLineEndingOfOurs({ base, ours, theirs }: Sides): Sides {
  const ending = lineEndingOf(ours);
  if (ending === undefined) return { base, ours, theirs };
  return { base: withLineEnding(base, ending), ours, theirs: withLineEnding(theirs, ending) };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
