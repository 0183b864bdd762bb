import { isUtf8 } from 'node:buffer';
import type { RelPath } from '../../../tree/tree.ts';
import type { MarkerLabels } from './conflict-markers.ts';
import { mergeLines } from './merge-lines.ts';
import type { Sides } from './sides.ts';

/** The result of a merge by structure; `undefined` when the file has no known structure. */
export type MergedStructure = {
  readonly bytes: Uint8Array;
  /** One sentence for each key that both sides changed. Empty for a clean merge. */
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
};

/**
 * Merges a file by its meaning. A merge by lines is tried first, because it keeps the comments of both sides. It is
 * used when it is clean and has the same meaning as the merge by structure. Where both sides changed one key, only the
 * lines of that key are marked.
 */
export async function mergeStructure(
  cwd: string,
  path: RelPath,
  sides: Sides,
  labels: MarkerLabels,
): Promise<MergedStructure | undefined> {
  const { structureOf } = await import('../../../tree/three-way/rules.ts');
  const structure = await structureOf(path);
  if (!structure || !Object.values(sides).every((bytes) => isUtf8(bytes))) return undefined;
  const versions = { base: textOf(sides.base), ours: textOf(sides.ours), theirs: textOf(sides.theirs) };
  const merged = structure.merge(versions);
  const lines = await mergeLines(cwd, sides, labels);
  if (lines.conflicts === 0 && structure.sameMeaning(textOf(lines.bytes), versions)) {
    return { bytes: lines.bytes, reasons: [], notes: merged?.notes ?? [] };
  }
  if (!merged) return undefined;
  if (merged.kind === 'clean') {
    const notes = [...merged.notes, ...droppedComments(versions, merged.text)];
    return { bytes: bytesOf(merged.text), reasons: [], notes };
  }
  const marked = await mergeLines(
    cwd,
    { base: bytesOf(merged.base), ours: bytesOf(merged.ours), theirs: bytesOf(merged.theirs) },
    labels,
  );
  // Both sides changed the same list. By structure this is a conflict, but their lines do not overlap.
  const apart = marked.conflicts === 0;
  return {
    bytes: marked.bytes,
    reasons: apart ? [] : merged.reasons,
    notes: [
      ...merged.notes,
      ...droppedComments(versions, textOf(marked.bytes)),
      ...(apart ? merged.reasons.map((reason) => `${reason} Their lines did not meet.`) : []),
    ],
  };
}

/**
 * Comments of the template that are missing in the merged text, as a note to the user. A comment belongs to no key, so
 * the merge may have no place for it.
 */
function droppedComments({ base, theirs }: Texts, merged: string): string[] {
  const known = new Set([...commentsOf(base), ...commentsOf(merged)]);
  const dropped = commentsOf(theirs).filter((line) => !known.has(line));
  if (dropped.length === 0) return [];
  const lines = dropped.length === 1 ? 'A comment line' : `${dropped.length} comment lines`;
  return [`${lines} of the template found no place in yours: ${dropped[0]}`];
}

function commentsOf(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => /^\s*((?:#|\/\/).*?)\s*$/.exec(line)?.[1] ?? []);
}

type Texts = { readonly base: string; readonly ours: string; readonly theirs: string };

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
