import type { RelPath } from '../../../tree/tree.ts';
import { blobId, readBlobs } from '../git/objects.ts';
import type { Entry, Repository } from '../git/repository.ts';
import type { Migration } from './migration.ts';
import type { Plan } from './plan.ts';
import type { Step, Version } from './step.ts';

type Ours = ReadonlyMap<RelPath, Entry>;

/**
 * A plan with the edits that migrations make in the user's files. A file with a conflict is not edited, and the step
 * tells the user.
 */
export async function withEdits(
  plan: Plan,
  crossing: readonly Migration[],
  ours: Ours,
  { root, format }: Repository,
): Promise<Plan> {
  const edits = crossing.flatMap(({ edits = [], title, version }) =>
    edits.flatMap(({ path, edit }) => pathsOf(path, plan, ours).map((one) => ({ path: one, edit, title, version }))),
  );
  const ids = edits.flatMap(({ path }) => ours.get(path)?.oid ?? []);
  const blobs = await readBlobs(root, ids);
  const changes = new Map(plan.changes);
  let steps = plan.steps.map((step) => withAdvice(step, crossing));
  for (const { path, edit, title, version } of edits) {
    const step = steps.find((one) => one.path === path);
    const reason = `migration ${version}: ${title}`;
    if (step?.fate === 'conflict') {
      // The user is only told when the edit would change this file.
      const text = step.file?.bytes ?? blobs.get(ours.get(path)?.oid ?? '');
      if (!text || edit(Buffer.from(text).toString('utf8')) === Buffer.from(text).toString('utf8')) continue;
      steps = steps.map((one) => (one === step ? { ...one, notes: [...one.notes, `Not done here: ${reason}.`] } : one));
      continue;
    }
    const now = changes.has(path) ? changes.get(path) : ours.get(path);
    const bytes = (now as Version | undefined)?.bytes ?? blobs.get(now?.oid ?? '');
    if (!now?.mode.startsWith('100') || !bytes) continue;
    const before = Buffer.from(bytes).toString('utf8');
    const after = edit(before);
    if (after === before) continue;
    const result = Buffer.from(after, 'utf8');
    const file = { mode: now.mode, oid: blobId(result, format), bytes: result };
    changes.set(path, file);
    const edited: Step = step
      ? { ...step, file, notes: [...step.notes, `${reason}.`] }
      : { fate: 'updated', path, role: 'frame', reason, notes: [], file };
    steps = [...steps.filter((one) => one !== step), edited];
  }
  return { steps: steps.sort((a, b) => (a.path < b.path ? -1 : 1)), changes };
}

/** The paths that an edit applies to: the user's files, and files that the update writes. */
function pathsOf(path: RelPath | RegExp, { changes }: Plan, ours: Ours): RelPath[] {
  if (typeof path === 'string') return [path];
  const written = [...changes].flatMap(([one, version]) => (version ? [one] : []));
  const kept = [...ours.keys()].filter((one) => !changes.has(one));
  return [...written, ...kept].filter((one) => path.test(one)).sort();
}

/** Adds advice to the step of a file that the user changed and the template has removed. */
function withAdvice(step: Step, crossing: readonly Migration[]): Step {
  const { fate, path, stages = {} } = step;
  if (fate !== 'conflict' || stages[3]) return step;
  const notes = crossing.flatMap(({ left = [] }) => left.filter((one) => one.path.test(path)).map(({ note }) => note));
  return notes.length === 0 ? step : { ...step, notes: [...step.notes, ...notes] };
}
