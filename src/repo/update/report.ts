import type { Fate, Step } from './step.ts';

/** The fates in the order they are told. */
const order: readonly Fate[] = ['added', 'updated', 'merged', 'moved', 'deleted', 'kept', 'kept deleted', 'conflict'];

/** One line per file, with the reason; deleted sample code in one line together. */
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

/** What deserves attention: conflicts, what was dropped, and what was chosen for the user. */
export function listNotable(steps: readonly Step[]): string[] {
  const notable = steps.filter(
    (step) =>
      !isGoneSample(step) && (['kept', 'kept deleted', 'conflict'].includes(step.fate) || step.notes.length > 0),
  );
  return [...listSteps(notable), ...goneSamples(steps)];
}

/** How many files have which fate, in one line. */
export function countFates(steps: readonly Step[]): string {
  const counts = order.flatMap((fate) => {
    const n = steps.filter((step) => step.fate === fate).length;
    return n === 0 ? [] : [`${n} ${fate}`];
  });
  return counts.length === 0 ? 'no file changes' : counts.join(', ');
}

/** A step as JSON: without the bytes. */
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
