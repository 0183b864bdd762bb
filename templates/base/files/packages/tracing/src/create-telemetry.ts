import { type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { AsyncContext } from './async-context.ts';
import { type HttpTarget, postSpans } from './post-spans.ts';
import { SpanBuffer } from './span-buffer.ts';
import type { SpanSettings, Telemetry, TraceCarrier } from './telemetry.ts';
import { carrierOf, parseCarrier } from './traceparent.ts';

/** What a telemetry slot decides. */
export type TelemetrySettings = {
  readonly serviceName: string;
  /** Without a target no span is recorded, and the first start says so; trace contexts still pass through. */
  readonly target: HttpTarget | undefined;
  /** Why there is no target, for people: "OTEL_EXPORTER_OTLP_ENDPOINT is not set". */
  readonly withoutTarget: string;
};

let said = false;

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Starts OpenTelemetry for this process, and registers it as the global one for libraries that bring their own spans. */
export function createTelemetry({ serviceName, target, withoutTarget }: TelemetrySettings): Telemetry {
  if (!target && !said) {
    said = true;
    console.info(`telemetry: no traces are sent: ${withoutTarget}`);
  }
  context.setGlobalContextManager(new AsyncContext());
  const buffer = target && new SpanBuffer(postSpans(target));
  const provider =
    buffer &&
    new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName }),
      spanProcessors: [buffer],
    });
  if (provider) trace.setGlobalTracerProvider(provider);
  const tracer = (provider ?? trace).getTracer('@app/tracing');

  async function span<T>(name: string, settings: SpanSettings, work: (span: Span) => T | Promise<T>): Promise<T> {
    const parent = parentOf(settings.parent);
    const options = {
      kind: kinds[settings.kind ?? 'internal'],
      ...(settings.attributes && { attributes: settings.attributes }),
      links: (settings.links ?? []).flatMap((carrier) => parseCarrier(carrier) ?? []).map((to) => ({ context: to })),
    };
    const started = tracer.startSpan(name, options, parent);
    try {
      return await context.with(trace.setSpan(parent, started), () => work(started));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      started.recordException(failure);
      started.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
      throw error;
    } finally {
      started.end();
    }
  }

  const flush = async () => buffer?.forceFlush();
  return {
    span,
    linked: (event, name, work) => span(name, { kind: 'consumer', links: [event] }, work),
    inject: () => carrierOf(context.active()),
    invocation: (name, work) => span(name, {}, work).finally(flush),
    flush,
    close: async () => buffer?.shutdown(),
  };
}

function parentOf(carrier: TraceCarrier | undefined): Context {
  const remote = carrier && parseCarrier(carrier);
  return remote ? trace.setSpanContext(context.active(), remote) : context.active();
}
