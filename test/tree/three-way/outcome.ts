import type { Merged } from '../../../src/tree/three-way/merged.ts';

/** The text of a merge that has to be clean. */
export function cleanText(merged: Merged | undefined): string {
  if (merged?.kind !== 'clean') throw new Error(`not clean: ${JSON.stringify(merged, null, 2)}`);
  return merged.text;
}

/** A merge that has to be a conflict. */
export function conflictOf(merged: Merged | undefined): Extract<Merged, { kind: 'conflict' }> {
  if (merged?.kind !== 'conflict') throw new Error(`no conflict: ${JSON.stringify(merged, null, 2)}`);
  return merged;
}
