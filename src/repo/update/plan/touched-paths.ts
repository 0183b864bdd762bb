import type { RelPath } from '../../../tree/tree.ts';
import type { Plan } from './plan.ts';
import type { Step } from './step.ts';

/** Every path that an update changes on the disk or in the index. */
export function touchedBy({ changes, steps }: Plan): RelPath[] {
  return [...new Set([...changes.keys(), ...steps.filter(isConflict).map(({ path }) => path)])].sort();
}

/** Whether the user has to resolve this file. */
export function isConflict({ fate }: Step): boolean {
  return fate === 'conflict';
}
