import type { CommentFate } from './comment-fate.ts';
import { applyEdits, type Edit } from './lines.ts';
import { means, type Plan, type Step } from './plan.ts';
import { nodeAt, type Source } from './source.ts';

/** What a format brings along: how to read it, and how to take one step in the user's text. */
export type Format = {
  /** `undefined` when the text is not of this format. */
  read(text: string): Source | undefined;
  /** The edits that take one step; values come from `from`. `undefined` when the step cannot be written. */
  edits(step: Step, ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined;
};

/**
 * The text after all steps, read again. `undefined` when it does not mean what the plan expects of this side. Reading
 * is what takes time, so steps that do not meet are taken together; where that went wrong, one by one.
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

/** Whether one of these edits changes what another one changes. Two that only insert at one place do not meet. */
function meet(edits: readonly Edit[], pending: readonly Edit[]): boolean {
  return edits.some((edit) => pending.some((other) => edit.start < other.end && other.start < edit.end));
}

/** A collection that becomes empty is written in another way, so that its last entry goes alone. */
function removesLast(step: Step, source: Source, removals: ReadonlyMap<string, number>): boolean {
  if (step.op !== 'remove') return false;
  const entries = nodeAt(source.root, step.path.slice(0, -1))?.entries.length ?? 0;
  return (removals.get(containerOf(step)) ?? 0) + 1 >= entries;
}

function containerOf(step: Step): string {
  return JSON.stringify(step.path.slice(0, -1));
}
