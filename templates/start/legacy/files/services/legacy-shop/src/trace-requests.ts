import type { Telemetry } from '@app/telemetry';
import type { RequestHandler } from 'express';

/** One span per request, from the first middleware to the last byte. Everything the handlers do runs inside it. */
export function traceRequests(telemetry: Telemetry): RequestHandler {
  return (request, response, next) => {
    const parent = {
      ...(request.header('traceparent') && { traceparent: request.header('traceparent') }),
      ...(request.header('tracestate') && { tracestate: request.header('tracestate') }),
    };
    void telemetry.span(`${request.method} ${request.path}`, { kind: 'server', parent }, async (span) => {
      const done = new Promise<void>((resolve) => response.once('close', resolve));
      next();
      await done;
      // The route is known only now. Its name is `/orders/:id`, not one name per order.
      if (request.route) span.updateName(`${request.method} ${request.route.path}`);
      span.setAttribute('http.request.method', request.method);
      span.setAttribute('http.response.status_code', response.statusCode);
    });
  };
}
