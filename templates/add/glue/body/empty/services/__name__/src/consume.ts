import type { CloudEvent } from '@app/core';
import type { Ports } from './create-consumer.ts';

/**
 * What this function does with one event. An event may come twice: put what it changes and the event's key into one write, with
 * `ports.effects.once`. Throw `PermanentError` for what no retry can make better; everything else comes again.
 */
export async function consume(event: CloudEvent, _ports: Ports): Promise<void> {
  throw new Error(`{{name}} does not know yet what to do with ${event.type}`);
}
