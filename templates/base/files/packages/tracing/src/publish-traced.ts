import type { CloudEvent, EventStream } from '@app/core';
import type { Telemetry, TraceCarrier } from './telemetry.ts';

/**
 * Publishes one batch. Every event gets a producer span in the trace of the request that caused it, so that the trace
 * shows the hop; the event's own trace context stays as the request wrote it. `bodyOf` is as in `EventStream`.
 */
export async function publishTraced(
  stream: EventStream,
  telemetry: Telemetry,
  events: readonly CloudEvent[],
  bodyOf?: (event: CloudEvent) => string | Uint8Array,
): Promise<{ readonly failed: readonly string[] }> {
  const publishing = stream.publish(events, bodyOf);
  await Promise.all(events.map((event) => publishSpan(telemetry, event, publishing)));
  return publishing;
}

/**
 * The producer span of one event in a batch that is on its way. It stands in the trace of the request that caused the event. Who has received
 * the event itself and passes it on names that span as `cause`, by a link.
 */
export function publishSpan(
  telemetry: Telemetry,
  event: CloudEvent,
  publishing: Promise<{ readonly failed: readonly string[] }>,
  cause?: TraceCarrier,
): Promise<void> {
  const settings = { kind: 'producer', parent: event, ...(cause && { links: [cause] }) } as const;
  return telemetry.span(`publish ${event.type}`, settings, async (span) => {
    const { failed } = await publishing;
    span.setAttribute('cloudevents.event_id', event.id);
    if (failed.includes(event.id)) span.addEvent('held back, tried again later');
  });
}
