import type { CloudEvent } from '@app/core';
import type { Ports } from './create-consumer.ts';

/**
 * Handles one event. An event may come twice, so one write holds the change and the event's key, and the second time changes nothing.
 * To begin with, it stores the time of the last event of each subject.
 */
export async function consume(event: CloudEvent, { effects }: Pick<Ports, 'effects'>): Promise<void> {
  const document = { eventId: event.id, type: event.type, time: event.time };
  await effects.once(`{{name}}:${event.id}`, { collection: '{{name}}', id: event.subject, document });
}
