import { type Context, createTraceState, isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api';
import type { TraceCarrier } from './telemetry.ts';

/** Reads a W3C `traceparent`; `undefined` when it is missing or malformed: a bad header must not cost a trace its start. */
export function parseCarrier(carrier: TraceCarrier): SpanContext | undefined {
  const parts = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(carrier.traceparent ?? '');
  if (!parts) return undefined;
  const [, version, traceId = '', spanId = '', flags = '', more] = parts;
  // Version 00 has exactly four fields, and ff is forbidden; later versions may add fields.
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  const context: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(carrier.tracestate && { traceState: createTraceState(carrier.tracestate) }),
  };
  return isSpanContextValid(context) ? context : undefined;
}

/** Writes the span of a context as W3C fields; empty without a valid span. */
export function carrierOf(context: Context): { traceparent?: string; tracestate?: string } {
  const span = trace.getSpanContext(context);
  if (!span || !isSpanContextValid(span)) return {};
  const flags = span.traceFlags.toString(16).padStart(2, '0');
  const tracestate = span.traceState?.serialize();
  return { traceparent: `00-${span.traceId}-${span.spanId}-${flags}`, ...(tracestate && { tracestate }) };
}
