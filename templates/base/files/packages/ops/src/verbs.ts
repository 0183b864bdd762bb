import { verbsIn } from 'serverless-workshop/ops';

/** The verbs of `npm run ops`: those that every repo has, and one file each in `verbs/`, so that a stage brings its own. */
export const verbs = verbsIn(new URL('./verbs/', import.meta.url));
