export type { SpanSettings, Telemetry, TraceCarrier } from '@app/tracing';
export { startTelemetry } from './start-telemetry.ts';
