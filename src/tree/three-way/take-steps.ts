import type { CommentFate } from './comment-fate.ts';
import { applyEdits, type Edit } from './lines.ts';
import { means, type Plan, type Step } from './plan.ts';
import { nodeAt, type Source } from './source.ts';

/** What a format provides to the merge: how to read a text of it, and how to apply one step to the user's text. */
export type Format = {
  /** `undefined` when the text is not of this format. */
  read(text: string): Source | undefined;
  /** The edits that apply one step. New values are copied from `from`. `undefined` when the step cannot be written. */
  edits(step: Step, ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined;
};

/**
 * Applies all steps and reads the text again. Answers `undefined` when the result does not mean what the plan expects.
 * Reading is the slow part, so steps that do not overlap are applied together; when that result is wrong, the steps are
 * applied one by one.
 */
export function takeSteps(
  format: Format,
  plan: Plan,
  side: 'base' | 'ours' | 'theirs',
  steps: readonly Step[],
  start: Source,
  from: Source,
  fate: CommentFate,
): Source | undefined {
  for (const together of [true, false]) {
    const source = take(format, steps, start, from, fate, together);
    if (source && means(plan.expected, source.root, side)) return source;
  }
  return undefined;
}

function take(
  format: Format,
  steps: readonly Step[],
  start: Source,
  from: Source,
  fate: CommentFate,
  together: boolean,
): Source | undefined {
  let source = start;
  let pending: Edit[] = [];
  const removals = new Map<string, number>();
  for (const step of steps) {
    let edits = format.edits(step, source, from, fate);
    if (!edits || (pending.length > 0 && (!together || meet(edits, pending) || removesLast(step, source, removals)))) {
      const read = format.read(applyEdits(source.text, pending));
      if (!read) return undefined;
      source = read;
      pending = [];
      removals.clear();
      edits = format.edits(step, source, from, fate);
    }
    if (!edits) return undefined;
    pending.push(...edits);
    if (step.op === 'remove') removals.set(containerOf(step), (removals.get(containerOf(step)) ?? 0) + 1);
  }
  return pending.length === 0 ? source : format.read(applyEdits(source.text, pending));
}

/** Whether two edits change the same characters. Two insertions at one place do not overlap. */
function meet(edits: readonly Edit[], pending: readonly Edit[]): boolean {
  return edits.some((edit) => pending.some((other) => edit.start < other.end && other.start < edit.end));
}

/**
 * Whether a step removes the last entry. An emptied collection is written differently (`{}`), so this step is applied
 * alone.
 */
function removesLast(step: Step, source: Source, removals: ReadonlyMap<string, number>): boolean {
  if (step.op !== 'remove') return false;
  const entries = nodeAt(source.root, step.path.slice(0, -1))?.entries.length ?? 0;
  return (removals.get(containerOf(step)) ?? 0) + 1 >= entries;
}

function containerOf(step: Step): string {
  return JSON.stringify(step.path.slice(0, -1));
}
