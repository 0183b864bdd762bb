/** The parts of a span that are shown. Times are in ms since 1970, with fractions. */
export type TraceSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly service: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly error?: string;
  /** The status of the answer when the span is a request. */
  readonly httpStatus?: number;
  /** What happened during the span, such as an event that was held back. Errors are in `error`. */
  readonly notes?: readonly string[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
};

type Attribute = { key: string; value?: { stringValue?: string; intValue?: number | string } };
type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name?: string;
  kind?: number;
  startTimeUnixNano?: string;
  endTimeUnixNano?: string;
  attributes?: Attribute[];
  events?: { name?: string }[];
  links?: { traceId: string; spanId: string }[];
  status?: { code?: number; message?: string };
};
type Export = {
  resourceSpans?: { resource?: { attributes?: Attribute[] }; scopeSpans?: { spans?: OtlpSpan[] }[] }[];
};

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const failed = 2;
const statusKey = 'http.response.status_code';

/** Reads the JSON form of OTLP's ExportTraceServiceRequest. Throws when the text is not JSON. */
export function parseOtlp(text: string): TraceSpan[] {
  const { resourceSpans = [] } = JSON.parse(text) as Export;
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const service = resource?.attributes?.find(({ key }) => key === 'service.name')?.value?.stringValue ?? 'unknown';
    return scopeSpans.flatMap(({ spans = [] }) => spans.map((span) => spanOf(span, service)));
  });
}

function spanOf(span: OtlpSpan, service: string): TraceSpan {
  const httpStatus = Number(span.attributes?.find(({ key }) => key === statusKey)?.value?.intValue);
  const notes = (span.events ?? []).flatMap(({ name }) => (name && name !== 'exception' ? [name] : []));
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId && { parentSpanId: span.parentSpanId }),
    name: span.name ?? '',
    kind: kinds[span.kind ?? 0] ?? 'internal',
    service,
    startMs: milliseconds(span.startTimeUnixNano),
    endMs: milliseconds(span.endTimeUnixNano),
    ...(span.status?.code === failed && { error: span.status.message ?? 'failed' }),
    ...(httpStatus > 0 && { httpStatus }),
    ...(notes.length > 0 && { notes }),
    links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
  };
}

/** Converts nanoseconds to milliseconds. Nanoseconds have more digits than a number can hold; microseconds fit. */
function milliseconds(nanos = '0'): number {
  return Number(BigInt(nanos) / 1000n) / 1000;
}
