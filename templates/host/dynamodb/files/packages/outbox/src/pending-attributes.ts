import type { CloudEvent } from '@app/core';
import type { Item } from '@app/dynamodb';

/**
 * The pending events live in the item of their order, because one item is what DynamoDB writes atomically everywhere:
 *
 * - `events`: event id → its place (`n`) and its text (`event`); always there, often empty.
 * - `eventsVersion`: counts the changes of `events`.
 * - `pendingIn`, `pendingSince`: put the item into the sparse index `pending`; there while an event is.
 */
export function pendingAttributes(events: readonly CloudEvent[], version = 1): Item {
  return {
    events: { M: Object.fromEntries(events.map((event, i) => [event.id, eventValue(event, version, i)])) },
    eventsVersion: { N: '1' },
    ...(events.length > 0 && { pendingIn: { S: 'outbox' }, pendingSince: { S: pendingSince(events) } }),
  };
}

/** The parts of an update that adds events to an order that exists: they belong into one `SET` with its other changes. */
export function addPending(events: readonly CloudEvent[], version: number) {
  return {
    set: [
      'eventsVersion = eventsVersion + :one',
      ...events.map((_, i) => `events.#event${i} = :event${i}`),
      ...(events.length > 0
        ? ['pendingIn = :pendingIn', 'pendingSince = if_not_exists(pendingSince, :pendingSince)']
        : []),
    ],
    names: Object.fromEntries(events.map(({ id }, i) => [`#event${i}`, id])),
    values: {
      ':one': { N: '1' },
      ...Object.fromEntries(events.map((event, i) => [`:event${i}`, eventValue(event, version, i)])),
      ...(events.length > 0 && { ':pendingIn': { S: 'outbox' }, ':pendingSince': { S: pendingSince(events) } }),
    } satisfies Item,
  };
}

/** A place that grows with the order's version: the later write has the later events. */
function eventValue(event: CloudEvent, version: number, i: number) {
  return { M: { n: { N: String(version * 1_000 + i) }, event: { S: JSON.stringify(event) } } };
}

function pendingSince([first]: readonly CloudEvent[]): string {
  return `${new Date().toISOString()}#${first?.id}`;
}
