import type { CloudEvent, EventStream } from '@app/core';
import type { Telemetry } from './telemetry.ts';

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
  await Promise.all(
    events.map((event) =>
      telemetry.span(`publish ${event.type}`, { kind: 'producer', parent: event }, async (span) => {
        const { failed } = await publishing;
        span.setAttribute('cloudevents.event_id', event.id);
        if (failed.includes(event.id)) span.addEvent('held back, tried again later');
      }),
    ),
  );
  return publishing;
}
