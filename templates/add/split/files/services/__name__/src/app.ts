import { answerOrThrow, traceRequests } from '@app/http';
import type { Telemetry } from '@app/telemetry';
import { Hono } from 'hono';
import { routes, type ShopPorts } from './module.ts';

/** The module on its own, with the middleware that it had in the shop. */
export function createApp({ telemetry, ...ports }: ShopPorts & { readonly telemetry: Telemetry }): Hono {
  const app = new Hono();
  app.use(traceRequests(telemetry));
  app.route('/', routes(ports));
  app.notFound((context) => context.json({ error: 'not found' }, 404));
  app.onError(answerOrThrow);
  return app;
}
