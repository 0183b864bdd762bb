import type { Documents } from '@app/core';
import type { Params } from './create-route.ts';

/** Answers `GET {{path}}`. Functions on the stream keep the data that it shows, so it does not ask the shop. */
export async function answer(params: Params, _ports: { readonly documents: Documents }): Promise<Response> {
  throw new Error(`{{name}} has no answer yet for ${JSON.stringify(params)}`);
}
