import type { Generator } from './generator.ts';

/** Checks this machine and, inside a repo, the repo. */
export const doctorGenerator: Generator<object> = {
  verb: 'doctor',
  description: 'what this machine and this repo lack',
  questions: [],
  actions: () => [{ type: 'diagnose' }],
};
