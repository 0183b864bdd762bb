import type { Attributes, HrTime, SpanContext } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { SendSpans } from './span-buffer.ts';

/** Where spans go. `headers` are asked for every request, since a signature depends on the body. */
export type HttpTarget = {
  readonly url: string;
  headers(body: string): Promise<Record<string, string>> | Record<string, string>;
};

/** Sends spans as OTLP/HTTP JSON. The returned function throws when the endpoint refuses, or answers other than 2xx. */
export function postSpans(target: HttpTarget): SendSpans {
  return async (spans, signal) => {
    const body = otlpJson(spans);
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await target.headers(body)) },
      body,
      signal,
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${target.url} answered ${response.status}`);
  };
}

type Value = {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: number;
  doubleValue?: number;
  arrayValue?: { values: Value[] };
};

/** Spans of one process as the JSON form of OTLP's ExportTraceServiceRequest. */
function otlpJson(spans: readonly ReadableSpan[]): string {
  const [first] = spans;
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: keyValues(first?.resource.attributes ?? {}) },
        scopeSpans: [{ scope: { name: first?.instrumentationScope.name }, spans: spans.map(spanOf) }],
      },
    ],
  });
}

function spanOf(span: ReadableSpan): object {
  return {
    ...idsOf(span.spanContext()),
    ...(span.parentSpanContext && { parentSpanId: span.parentSpanContext.spanId }),
    name: span.name,
    // OTLP counts kinds from 1, the API from 0.
    kind: span.kind + 1,
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: keyValues(span.attributes),
    events: span.events.map((event) => ({
      name: event.name,
      timeUnixNano: nanoseconds(event.time),
      attributes: keyValues(event.attributes ?? {}),
    })),
    links: span.links.map((link) => ({ ...idsOf(link.context), attributes: keyValues(link.attributes ?? {}) })),
    status: { code: span.status.code, ...(span.status.message && { message: span.status.message }) },
  };
}

function idsOf({ traceId, spanId, traceState }: SpanContext): object {
  return { traceId, spanId, ...(traceState && { traceState: traceState.serialize() }) };
}

/** A decimal string: JSON numbers lose the last digits. */
function nanoseconds([seconds, nanos]: HrTime): string {
  return `${seconds}${String(nanos).padStart(9, '0')}`;
}

function keyValues(attributes: Attributes): object[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: unknown): Value {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
  return { stringValue: String(value) };
}
