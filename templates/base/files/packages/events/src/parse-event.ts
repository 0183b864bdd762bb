import { type CloudEvent, PermanentError, readJson } from '@app/core';
import type { EventData } from './contracts.generated.ts';
import type { EventType } from './event-types.ts';
import { problemOfEvent } from './problem-of-event.ts';

/** An event of any type that this repo knows; `type` tells which. */
export type KnownEvent = { [Type in EventType]: CloudEvent<EventData[Type]> & { readonly type: Type } }[EventType];

/**
 * Reads a record's body. Consumers are tolerant: fields they do not know stay. Throws `PermanentError` with the reason
 * for a body that no retry can make better.
 */
export function parseEvent(body: string | Uint8Array): KnownEvent {
  const value = read(body);
  const problem = problemOfEvent(value);
  if (problem !== undefined) throw new PermanentError(problem);
  return value as KnownEvent;
}

function read(body: string | Uint8Array): unknown {
  try {
    return readJson(body);
  } catch (error) {
    throw new PermanentError(`the body ${(error as Error).message}`);
  }
}
