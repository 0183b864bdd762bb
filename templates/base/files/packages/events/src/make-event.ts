import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@app/core';
import type { EventData } from './contracts.generated.ts';
import type { EventType } from './event-types.ts';
import { problemOfEvent } from './problem-of-event.ts';

/** What the producer knows of a new event. */
export type NewEvent<Type extends EventType> = {
  /** The aggregate's id. It is the partition key too: events of one aggregate keep their order. */
  readonly subject: string;
  readonly data: EventData[Type];
  /** Who says it; `/shop` unless told. */
  readonly source?: string;
  readonly traceparent?: string;
  readonly tracestate?: string;
};

/** Makes an event. Producers are strict: throws `TypeError` when the event does not fit its own schema. */
export function makeEvent<Type extends EventType>(type: Type, event: NewEvent<Type>): CloudEvent<EventData[Type]> {
  const { subject, data, source = '/shop', traceparent, tracestate } = event;
  const made: CloudEvent<EventData[Type]> = {
    specversion: '1.0',
    id: randomUUID(),
    source,
    type,
    subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: `urn:schema:${type}`,
    partitionkey: subject,
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
    data,
  };
  const problem = problemOfEvent(made);
  if (problem !== undefined) throw new TypeError(`This ${type} is not valid: ${problem}.`);
  return made;
}
