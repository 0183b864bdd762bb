import type { CloudEvent, Json } from '@app/core';

/** What the code of a tenant is given of an event, as JSON. Leave out what a tenant must not see. */
export function inputOf(event: CloudEvent): Json {
  throw new Error(`{{name}} does not know yet what tenants may see of ${event.type}`);
}
