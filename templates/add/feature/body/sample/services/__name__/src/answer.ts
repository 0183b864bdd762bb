import type { Documents, OrderOnPage } from '@app/core';
import type { Params } from './create-route.ts';

/**
 * Answers `GET {{path}}`. As a start: how many pieces the order has and what it came to, from the projection that the status page
 * reads too. The shop is not asked.
 */
export async function answer({ id = '' }: Params, { documents }: { readonly documents: Documents }): Promise<Response> {
  const order = (await documents.find('order-status', id)) as OrderOnPage | undefined;
  if (!order) return Response.json({ error: 'no such order' }, { status: 404 });
  const pieces = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return Response.json({ id, pieces, total: order.total, currency: order.currency });
}
