export { type Check, type Verdict, withControl } from './check.ts';
export { compareRuns, type Leg, type Round } from './compare-runs.ts';
export { type Measurement, runGate } from './run-gate.ts';
export { suiteCheck } from './suite.ts';
