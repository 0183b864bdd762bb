import { type CloudEvent, type Json, PermanentError, printable, unstorable } from '@app/core';
import { type EventData, validate_cloudevent, validators } from './contracts.generated.ts';
import type { EventType } from './event-types.ts';
import { problemOf } from './validation.ts';

/** An event of any type that this repo knows; `type` tells which. */
export type KnownEvent = { [Type in EventType]: CloudEvent<EventData[Type]> & { readonly type: Type } }[EventType];

/**
 * Reads a record's body. Consumers are tolerant: fields they do not know stay. Throws `PermanentError` with the reason
 * for a body that no retry can make better.
 */
export function parseEvent(body: string): KnownEvent {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new PermanentError('the body is not JSON');
  }
  const problem = problemOf(validate_cloudevent, value);
  if (problem !== undefined) throw new PermanentError(`not a CloudEvent: ${problem}`);
  const refused = unstorable(value as Json);
  if (refused !== undefined) throw new PermanentError(`no database keeps it: it holds ${refused}`);
  const event = value as KnownEvent;
  if (!Object.hasOwn(validators, event.type))
    throw new PermanentError(`unknown event type ${printable(event.type, 200)}`);
  const wrong = problemOf(validators[event.type], event.data);
  if (wrong !== undefined) throw new PermanentError(`not a ${event.type}: data ${wrong}`);
  return event;
}
