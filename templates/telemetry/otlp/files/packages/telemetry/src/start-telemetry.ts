import { createTelemetry, type Env, otlpTarget, type Telemetry } from '@app/tracing';

export type { SpanSettings, Telemetry, TraceCarrier } from '@app/tracing';

/**
 * Starts telemetry for this process: OTLP over HTTP to `OTEL_EXPORTER_OTLP_ENDPOINT`.
 * Without an endpoint nothing is recorded or sent, and the first start says so.
 */
export function startTelemetry(serviceName: string, env: Env): Telemetry {
  return createTelemetry({
    serviceName,
    target: otlpTarget(env),
    withoutTarget: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set',
  });
}
