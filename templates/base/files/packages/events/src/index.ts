export { type EventType, eventTypes } from './event-types.ts';
export { makeEvent, type NewEvent } from './make-event.ts';
export { parseEvent } from './parse-event.ts';
export { envelopeProblem } from './problem-of-event.ts';
