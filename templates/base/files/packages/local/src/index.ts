export { type StartedParts, startParts } from './parts.ts';
export { apps, asyncFunctions, root } from './repo.ts';
export { startWorkshop } from './start-workshop.ts';
export type { TraceSpan } from './traces/otlp-span.ts';
export { printTree } from './traces/print-tree.ts';
export { spansOf, type TraceTree } from './traces/trace-tree.ts';
export { until } from './until.ts';
export type { WatchedOptions, WatchedWorkshop } from './watched-workshop.ts';
export { runWorkshop, type Workshop } from './workshop.ts';
