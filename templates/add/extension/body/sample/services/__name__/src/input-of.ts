import type { CloudEvent, Json } from '@app/core';

/** What the code of a tenant is given of an event. Take out what a tenant must not see. */
export function inputOf({ type, subject, time, data }: CloudEvent): Json {
  return { type, subject, time, data: data as Json };
}
