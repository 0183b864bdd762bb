import type { RelPath } from '../../tree/tree.ts';
import type { Plan } from './plan/plan.ts';
import type { Fate, Step } from './plan/step.ts';

/** The fates in the order of the report. */
const order: readonly Fate[] = ['added', 'updated', 'merged', 'moved', 'deleted', 'kept', 'kept deleted', 'conflict'];

/** One line per file, with the reason. Deleted sample files share one line. */
export function listSteps(steps: readonly Step[]): string[] {
  const shown = steps.filter((step) => !isGoneSample(step));
  const width = Math.min(60, Math.max(0, ...shown.map(({ path }) => path.length)));
  return [
    ...shown.flatMap((step) => [
      `${step.fate.padEnd(13)} ${step.path.padEnd(width)}  ${step.reason}`,
      ...step.notes.map((note) => `${''.padEnd(13)} ${note}`),
    ]),
    ...goneSamples(steps),
  ];
}

/** What the user should look at: conflicts, dropped changes, and choices that were made for the user. */
export function listNotable(steps: readonly Step[]): string[] {
  const notable = steps.filter(
    (step) =>
      !isGoneSample(step) && (['kept', 'kept deleted', 'conflict'].includes(step.fate) || step.notes.length > 0),
  );
  return [...listSteps(notable), ...goneSamples(steps)];
}

/** The changes of the tool's own records, as steps. */
export function recordsIn({
  plan,
  ours,
}: {
  readonly plan: Plan;
  readonly ours: ReadonlyMap<RelPath, unknown>;
}): Step[] {
  const told = new Set(plan.steps.flatMap(({ path, from }) => [path, from]));
  return [...plan.changes].flatMap(([path, version]): Step[] => {
    if (told.has(path)) return [];
    const fate = version === undefined ? 'deleted' : ours.has(path) ? 'updated' : 'added';
    return [{ fate, path, role: 'frame', reason: "the tool's own record", notes: [] }];
  });
}

/** The number of files for each fate. Fates without a file are left out. */
export function fatesOf(steps: readonly Step[]): Partial<Record<Fate, number>> {
  const count = (fate: Fate) => steps.filter((step) => step.fate === fate).length;
  return Object.fromEntries(order.flatMap((fate) => (count(fate) > 0 ? [[fate, count(fate)]] : [])));
}

/** The number of files for each fate, in one line. */
export function countFates(steps: readonly Step[]): string {
  const counts = Object.entries(fatesOf(steps)).map(([fate, n]) => `${n} ${fate}`);
  return counts.length === 0 ? 'no file changes' : counts.join(', ');
}

/** A step as JSON, without the bytes. */
export function asJson({ fate, path, from, role, reason, notes }: Step): object {
  return { fate, path, ...(from !== undefined && { from }), role, reason, notes };
}

function isGoneSample({ fate, role }: Step): boolean {
  return fate === 'kept deleted' && role === 'sample';
}

function goneSamples(steps: readonly Step[]): string[] {
  const gone = steps.filter(isGoneSample);
  if (gone.length === 0) return [];
  const files = gone.length === 1 ? '1 sample file' : `${gone.length} sample files`;
  return [`kept deleted  ${files} that you deleted; the template changed ${gone.length === 1 ? 'it' : 'them'}`];
}
