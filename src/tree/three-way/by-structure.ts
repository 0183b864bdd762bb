import { commentFate, untouched } from './comment-fate.ts';
import { plainText } from './line-endings.ts';
import type { Merged, Versions } from './merged.ts';
import { type Clash, means, nameOf, type Plan, planMerge, type Rules, type Step } from './plan.ts';
import type { Source } from './source.ts';
import { type Format, takeSteps } from './take-steps.ts';

type Sources = { readonly base: Source; readonly ours: Source; readonly theirs: Source };

/**
 * Merges three texts of a format. The changes are applied to the user's text, and the result is read again as a check.
 */
export function mergeByStructure(format: Format, versions: Versions, rules: Rules): Merged | undefined {
  const plain = plainText(versions.ours);
  const sources = readAll(format, versions);
  if (!sources) return undefined;
  const same = sameText(versions);
  if (same !== undefined) return { kind: 'clean', text: same, notes: [] };
  const plan = planMerge(sources.base.root, sources.ours.root, sources.theirs.root, rules);
  const fate = commentFate(sources.base.comments, sources.theirs.comments);
  const ours = takeSteps(format, plan, 'ours', plan.steps, sources.ours, sources.theirs, fate);
  if (!ours) return undefined;
  if (plan.clashes.length === 0) return { kind: 'clean', text: plain.restore(ours.text), notes: plan.notes };
  const base = sideOf(format, plan, ours, sources, 'base');
  const theirs = sideOf(format, plan, ours, sources, 'theirs');
  if (!base || !theirs) return undefined;
  return {
    kind: 'conflict',
    base: plain.restore(base.text),
    ours: plain.restore(ours.text),
    theirs: plain.restore(theirs.text),
    reasons: plan.clashes.map(reasonOf),
    notes: plan.notes,
  };
}

/**
 * Whether a text means what the merge by structure of these versions means. False where that merge ends in a conflict.
 */
export function sameMeaningByStructure(format: Format, text: string, versions: Versions, rules: Rules): boolean {
  const sources = readAll(format, versions);
  const read = format.read(plainText(text).text);
  if (!sources || !read) return false;
  const plan = planMerge(sources.base.root, sources.ours.root, sources.theirs.root, rules);
  return plan.clashes.length === 0 && means(plan.expected, read.root, 'ours');
}

/** The result when at most one side changed its text: that side's text, byte for byte. */
export function sameText({ base, ours, theirs }: Versions): string | undefined {
  if (ours === theirs || base === theirs) return ours;
  return base === ours ? theirs : undefined;
}

function readAll(format: Format, versions: Versions): Sources | undefined {
  const [base, ours, theirs] = [versions.base, versions.ours, versions.theirs].map((text) =>
    format.read(plainText(text).text),
  );
  return base && ours && theirs ? { base, ours, theirs } : undefined;
}

/** The merged text of ours. Where both sides clash, it has the values of the other side. */
function sideOf(
  format: Format,
  plan: Plan,
  ours: Source,
  sources: Sources,
  side: 'base' | 'theirs',
): Source | undefined {
  const steps = plan.clashes.map((clash): Step => ({ op: clash[side] ? 'set' : 'remove', path: clash.path }));
  return takeSteps(format, plan, side, steps, ours, sources[side], untouched);
}

function reasonOf({ path, ours, theirs }: Clash): string {
  const shown = [ours, theirs].map(({ kind, meaning }) => (kind === 'scalar' && meaning.length <= 80 ? meaning : ''));
  const values = shown.includes('') ? '' : `: yours is ${shown[0]}, the template's is ${shown[1]}`;
  return `Both sides changed ${nameOf(path)}${values}.`;
}
