import type { CloudEvent } from '@app/core';

/** An event for tests; its key is the first letter of its id, unless given. */
export function eventOf(id: string, key = id.slice(0, 1), data: unknown = {}): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source: '/test',
    type: 'test.v1',
    subject: key,
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: '/test',
    partitionkey: key,
    data,
  };
}
