import type { UpdateJob } from '../src/repo/update/run-update-job.ts';
import type { Generator } from './generator.ts';

/** Moves a repo to the template of the running version, or to other answers, and keeps every edit. */
export const updateGenerator: Generator<UpdateJob> = {
  verb: 'update',
  description: 'this repo, to the newest template or to another answer',
  questions: [],
  actions: (job) => [{ type: 'update', job }],
};
