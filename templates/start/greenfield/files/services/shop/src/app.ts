import { answerError, traceRequests } from '@app/http';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { invoiceRoutes } from './invoices/routes.ts';
import { orderRoutes } from './orders/routes.ts';
import type { ShopPorts } from './ports.ts';
import { receiptRoutes } from './receipts/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { statusRoutes } from './status/routes.ts';
import { stockRoutes } from './stock/routes.ts';

export type { ShopPorts } from './ports.ts';

/** The whole shop behind one `fetch`: a router, and a module per area. A module is split off when it asks for it, not before. */
export function createApp(ports: ShopPorts): Hono {
  const app = new Hono();
  app.use(traceRequests(ports.telemetry));
  app.use(
    bodyLimit({ maxSize: 64 * 1024, onError: (context) => context.json({ error: 'the body is too large' }, 413) }),
  );
  app.get('/health', (context) => context.json({ status: 'ok' }));
  app.route('/', stockRoutes(ports));
  app.route('/', orderRoutes(ports));
  app.route('/', receiptRoutes(ports));
  app.route('/', invoiceRoutes(ports));
  app.route('/', searchRoutes(ports));
  app.route('/', statusRoutes(ports));
  app.notFound((context) => context.json({ error: 'not found' }, 404));
  app.onError(answerError);
  return app;
}
