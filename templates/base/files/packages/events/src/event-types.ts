import { type EventData, validators } from './contracts.generated.ts';

/** The name of an event that this repo knows, with its major version. */
export type EventType = keyof EventData;

/** Every event type that has a schema: the registry. A name that is not in it does not compile. */
export const eventTypes = Object.keys(validators) as readonly EventType[];
