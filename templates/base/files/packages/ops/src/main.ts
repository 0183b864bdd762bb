import { runVerb } from 'serverless-workshop/ops';
import { verbs } from './verbs.ts';

// `npm run ops -- <verb>`. Exit codes: 0 done, 1 failed, 3 refused and nothing changed.
process.exitCode = await runVerb(verbs, process.argv.slice(2));
