import { readRequestBody } from '@app/core';
import express, { type Express, type RequestHandler } from 'express';
import { answerErrors } from './errors.ts';
import type { ShopParts } from './parts.ts';
import { afterOrderRoutes } from './routes/after-order.ts';
import { healthRoutes } from './routes/health.ts';
import { orderRoutes } from './routes/orders.ts';
import { productRoutes } from './routes/products.ts';
import { traceRequests } from './trace-requests.ts';

export type { ShopParts } from './parts.ts';

/** The whole shop as one Express app: a router per area, each with its own SQL. */
export function createApp(parts: ShopParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(traceRequests(parts.telemetry));
  app.use(express.raw({ type: 'application/json', limit: '64kb' }), jsonBody);
  // The database refuses to look for a NUL, and nothing has one in its name.
  app.use((request, response, next) => {
    if (/%00/.test(request.path)) response.status(404).json({ error: 'not found' });
    else next();
  });
  app.use(healthRoutes(parts));
  app.use(productRoutes(parts));
  app.use(orderRoutes(parts));
  app.use(afterOrderRoutes(parts));
  app.use((_request, response) => {
    response.status(404).json({ error: 'not found' });
  });
  app.use(answerErrors);
  return app;
}

/** Reads the bytes of a body as JSON. `express.json` takes other letters for bytes that are not UTF-8, and rounds large numbers. */
const jsonBody: RequestHandler = (request, _response, next) => {
  if (Buffer.isBuffer(request.body)) request.body = readRequestBody(request.body);
  next();
};
