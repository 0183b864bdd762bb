export type { CanaryPlan } from './canary/create-canary.ts';
export { runCanary } from './canary/run-canary.ts';
export { type DevFile, devDataDir, readDevFile } from './dev/dev-file.ts';
export { type StartedParts, startParts } from './parts/start-parts.ts';
export {
  addressName,
  apps,
  asyncFunctions,
  type Found,
  functions,
  loadExports,
  repoRoot,
  type ServiceDefinition,
  services,
} from './repo.ts';
export { ThrottledError } from './throttled-error.ts';
export type { TraceSpan } from './traces/otlp-span.ts';
export { printTree } from './traces/print-tree.ts';
export { spansOf, type TraceTree } from './traces/trace-tree.ts';
export { until } from './until.ts';
export { type ServedFunction, serveFunction } from './workshop/serve-function.ts';
export { type ServedService, serveService } from './workshop/serve-service.ts';
export { startWorkshop } from './workshop/start-workshop.ts';
export type { WatchedOptions, WatchedWorkshop } from './workshop/watched-workshop.ts';
export { runWorkshop, type Workshop } from './workshop/workshop.ts';
