import type { CloudEvent } from '@app/core';
import type { Ports } from './create-consumer.ts';

/**
 * What this function does with one event. An event may come twice: what it changes stands in one write with the event's key, so
 * the second time changes nothing. As a start it keeps when each subject was last heard of.
 */
export async function consume(event: CloudEvent, { effects }: Pick<Ports, 'effects'>): Promise<void> {
  const document = { eventId: event.id, type: event.type, time: event.time };
  await effects.once(`{{name}}:${event.id}`, { collection: '{{name}}', id: event.subject, document });
}
