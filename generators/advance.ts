import type { AdvanceJob } from '../src/repo/advance/advance.ts';
import type { Generator } from './generator.ts';

/** Moves a repo to the next stage of the path, when the gate of its stage holds. */
export const advanceGenerator: Generator<AdvanceJob> = {
  verb: 'advance',
  description: 'this repo, through a gate that measures, to the next stage',
  questions: [],
  actions: (job) => [{ type: 'advance', job }],
};
