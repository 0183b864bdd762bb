import type { Context } from 'aws-lambda';

/** The event and the context as Lambda gave them, for whatever the ports do not carry. */
export type Native<Event> = { readonly event: Event; readonly context: Context };
