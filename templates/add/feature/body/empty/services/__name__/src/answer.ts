import type { Documents } from '@app/core';
import type { Params } from './create-route.ts';

/** Answers `GET {{path}}`. What it shows is kept by functions on the stream: the shop is not asked. */
export async function answer(params: Params, _ports: { readonly documents: Documents }): Promise<Response> {
  throw new Error(`{{name}} has no answer yet for ${JSON.stringify(params)}`);
}
