import type { Attributes, Span } from '@opentelemetry/api';

/** Whatever carries a W3C trace context: a CloudEvent, or the headers of a request. */
export type TraceCarrier = { readonly traceparent?: string | undefined; readonly tracestate?: string | undefined };

/** How a span starts. */
export type SpanSettings = {
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: Attributes;
  /** The span continues this trace, when the carrier holds one; otherwise the span is a child of the running one. */
  readonly parent?: TraceCarrier;
  /** Other traces that this span belongs to, without being their child. */
  readonly links?: readonly TraceCarrier[];
};

/** What the code sees of telemetry. Nothing here throws but the work that is passed in. */
export interface Telemetry {
  /** Runs the work inside a span. An error is noted on the span and thrown on. */
  span<T>(name: string, settings: SpanSettings, work: (span: Span) => T | Promise<T>): Promise<T>;
  /** A consumer span for one event: a child of the running span, with a link to the request that caused the event. */
  linked<T>(event: TraceCarrier, name: string, work: (span: Span) => T | Promise<T>): Promise<T>;
  /** The trace context of the running span, to be put into an event or a header; empty outside of a span. */
  inject(): { traceparent?: string; tracestate?: string };
  /** One invocation of a function: a span of its own, and a flush before the answer goes out. */
  invocation<T>(name: string, work: (span: Span) => T | Promise<T>): Promise<T>;
  /** Sends what has ended, and waits for it at most 300 ms. */
  flush(): Promise<void>;
  /** Stops the timer and sends what is left; for processes that end. */
  close(): Promise<void>;
}
