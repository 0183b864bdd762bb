import { type Documents, noSuchOrder, type OrderOnPage, orderPage } from '@app/core';
import type { Telemetry } from '@app/telemetry';

/** What the page needs. */
export type OrderPagePorts = { readonly documents: Documents; readonly telemetry: Telemetry };

/**
 * Answers `GET /orders/:id/status` from the projection and the receipt, without the shop. An order whose event has not come yet is
 * unknown here: the router then asks the shop.
 */
export function createOrderPage({ documents, telemetry }: OrderPagePorts): (request: Request) => Promise<Response> {
  async function answer(id: string): Promise<Response> {
    const [order, receipt] = await Promise.all([documents.find('order-status', id), documents.find('receipts', id)]);
    if (!order)
      return new Response(noSuchOrder, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    const page = orderPage(order as unknown as OrderOnPage, typeof receipt?.text === 'string');
    return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  }

  return async (request) => {
    const { method, headers } = request;
    const id = orderIdOf(new URL(request.url).pathname);
    if (id === undefined || (method !== 'GET' && method !== 'HEAD')) {
      return Response.json({ error: 'not found' }, { status: 404 });
    }
    const parent = {
      traceparent: headers.get('traceparent') ?? undefined,
      tracestate: headers.get('tracestate') ?? undefined,
    };
    return telemetry.span(`${method} /orders/:id/status`, { kind: 'server', parent }, async (span) => {
      const response = await answer(id);
      span.setAttribute('http.request.method', method);
      span.setAttribute('http.response.status_code', response.status);
      return method === 'HEAD' ? new Response(null, response) : response;
    });
  };
}

function orderIdOf(path: string): string | undefined {
  const [, id] = /^\/orders\/([^/]+)\/status$/.exec(path) ?? [];
  try {
    return id && decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
