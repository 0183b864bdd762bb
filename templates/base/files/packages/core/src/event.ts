/**
 * A CloudEvents 1.0 event in the JSON format, as it travels on the stream.
 * `id` is also the outbox id and the consumer's idempotency key.
 * Source: CloudEvents 1.0.2 with the extensions "partitioning" and "distributed tracing".
 */
export type CloudEvent<Data = unknown> = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** The aggregate's id. Records with one key keep their order on the stream. */
  readonly partitionkey: string;
  /** W3C trace context of the request that caused the event. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly data: Data;
};
