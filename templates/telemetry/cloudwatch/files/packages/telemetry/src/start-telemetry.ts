import { createTelemetry, type Env, otlpTarget, type Telemetry } from '@app/tracing';
import { xrayTarget } from './xray-target.ts';

export type { SpanSettings, Telemetry, TraceCarrier } from '@app/tracing';

/**
 * Starts telemetry for this process. On Lambda spans go to the X-Ray endpoint of CloudWatch, signed with the function's role.
 * `OTEL_EXPORTER_OTLP_ENDPOINT` comes first: the local receiver, or a CloudWatch agent beside a server that is not a function.
 * Without either nothing is recorded or sent, and the first start says so.
 */
export function startTelemetry(serviceName: string, env: Env): Telemetry {
  return createTelemetry({
    serviceName,
    target: otlpTarget(env) ?? xrayTarget(env),
    withoutTarget: 'not on Lambda, and OTEL_EXPORTER_OTLP_ENDPOINT is not set',
  });
}
