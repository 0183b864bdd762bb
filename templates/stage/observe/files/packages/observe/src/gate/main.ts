import { runGate, suiteCheck } from '@app/gates';
import { apps } from 'serverless-workshop/local';
import { baselineCheck } from './baseline.ts';
import { tracesCheck } from './traces.ts';

// The gate of this stage: `npm run workshop -- advance` runs it before anything moves.
await runGate('observe → glue', [
  {
    title: "the application's own suite",
    measure: () => suiteCheck("the application's own suite", apps()),
  },
  { title: 'a trace for every request', measure: tracesCheck },
  { title: 'a stored baseline', measure: baselineCheck },
]);
