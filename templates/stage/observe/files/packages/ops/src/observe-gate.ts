import { visit } from '@app/contracts/visit';
import { baselineCheck, runGate, suiteCheck, tracesCheck } from 'serverless-workshop/gates';
import { apps } from 'serverless-workshop/local';

// The gate of the stage observe: `npm run workshop -- advance` runs it before anything moves.
await runGate('observe → glue', [
  {
    title: "the application's own suite",
    measure: () => suiteCheck("the application's own suite", apps()),
  },
  { title: 'a trace for every request', measure: () => tracesCheck({ visit, visits: 100, atOnce: 4, least: 0.99 }) },
  { title: 'a stored baseline', measure: baselineCheck },
]);
