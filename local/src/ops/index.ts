export { gaps } from './gaps.ts';
export { RefusedError, readArgs } from './refused.ts';
export { runVerb } from './run-verb.ts';
export { devSettings, type OpsSettings, settingsWith } from './settings.ts';
export { type Verb, type Verbs, verbsIn } from './verbs.ts';
