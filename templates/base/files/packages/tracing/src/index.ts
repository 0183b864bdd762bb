export { createTelemetry, type TelemetrySettings } from './create-telemetry.ts';
export { flushNowAndThen } from './flush-now-and-then.ts';
export { type Env, otlpTarget } from './otlp-target.ts';
export type { HttpTarget } from './post-spans.ts';
export { publishSpan, publishTraced } from './publish-traced.ts';
export type { SpanSettings, Telemetry, TraceCarrier } from './telemetry.ts';
