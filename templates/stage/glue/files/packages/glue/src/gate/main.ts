import { runGate, seedOf, suiteCheck } from 'serverless-workshop/gates';
import { killChecks } from './kills.ts';
import { poisonCheck } from './poison.ts';
import { speedCheck } from './speed.ts';

// The gate of this stage: `npm run workshop -- advance` runs it before background work leaves the request.
const seed = seedOf(process.env);
const rounds = Number(process.env.GATE_ROUNDS || 50);

await runGate('glue → tasks', [
  {
    title: "every function is dead: the application's own suite",
    measure: () =>
      suiteCheck("the application's own suite while every function is dead", [
        'packages/glue/test/functions-dead.test.ts',
      ]),
  },
  { title: 'every function is dead: the answers, rounds in turns until they tell', measure: speedCheck },
  {
    title: `kill -9 of app, relay and pump, ${rounds} rounds (seed ${seed}, again with SEED=${seed})`,
    measure: () => killChecks({ rounds, seed }),
  },
  { title: 'a poison record', measure: poisonCheck },
]);
