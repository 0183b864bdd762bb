import { httpHandler } from '@app/provider';

/** A version that works. */
export const handler = httpHandler(async () => new Response('a page'));
