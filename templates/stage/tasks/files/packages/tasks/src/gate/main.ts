import { runGate } from 'serverless-workshop/gates';
import { killedJobCheck } from './killed-job.ts';
import { stormChecks } from './storm.ts';

// The gate of this stage: `npm run workshop -- advance` runs it before what users wait for moves to functions.
await runGate('tasks → features', [
  { title: 'the invoice run, killed in and after every step', measure: killedJobCheck },
  { title: 'a storm of background work, rounds in turns until they tell', measure: stormChecks },
]);
