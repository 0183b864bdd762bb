export { type Check, type Verdict, withControl } from './check.ts';
export { type Asked, type Comparison, compareRuns, inWords, type Round } from './compare-runs.ts';
export { type Measurement, runGate } from './run-gate.ts';
export { suiteCheck } from './suite.ts';
