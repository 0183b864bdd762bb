import type { Telemetry } from '@app/telemetry';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';

/** One span per request. Everything the modules do runs inside it. */
export function traceRequests(telemetry: Telemetry): MiddlewareHandler {
  return (context, next) => {
    const { method, path } = context.req;
    const parent = { traceparent: context.req.header('traceparent'), tracestate: context.req.header('tracestate') };
    return telemetry.span(`${method} ${path}`, { kind: 'server', parent }, async (span) => {
      await next();
      // The route is known only now. Its name is `/orders/:id`, not one name per order.
      const route = matchedRoutes(context).find((matched) => matched.method === method)?.path;
      if (route) span.updateName(`${method} ${route}`);
      span.setAttribute('http.request.method', method);
      span.setAttribute('http.response.status_code', context.res.status);
    });
  };
}
