import { isUtf8 } from 'node:buffer';
import type { RelPath } from '../../../tree/tree.ts';
import type { MarkerLabels } from './conflict-markers.ts';
import { mergeLines } from './merge-lines.ts';
import type { Sides } from './sides.ts';

/** What a merge by structure came to; `undefined` where there is no structure to merge by. */
export type MergedStructure = {
  readonly bytes: Uint8Array;
  /** One sentence per key that both sides changed; empty for a clean merge. */
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
};

/**
 * Merges a file by what it means. Lines come first, since they keep the comments of both sides: where they merge cleanly and mean
 * what the structure means, they are taken. Where one key was changed by both, only its lines are marked.
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
  // Two items of one list: the structure cannot tell them apart, the lines can.
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

/** A comment belongs to no key, so that a structure may have no place for a new one: it is told. */
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
