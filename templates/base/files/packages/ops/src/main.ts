import { runVerb, verbsIn } from 'serverless-workshop/ops';

// `npm run ops -- <verb>`: the verbs that every repo has, and one file each in `verbs/`, so that a stage brings its own.
// Exit codes: 0 done, 1 failed, 3 refused and nothing changed.
process.exitCode = await runVerb(verbsIn(new URL('./verbs/', import.meta.url)), process.argv.slice(2));
