import type { RedriveJob } from '../src/repo/redrive.ts';
import type { Generator } from './generator.ts';

/** Publishes the records that functions gave up on again, with the repo's own code. */
export const redriveGenerator: Generator<RedriveJob> = {
  verb: 'redrive',
  description: 'what this repo gave up, on the stream again, each record once',
  questions: [],
  actions: (job) => [{ type: 'redrive', job }],
};
