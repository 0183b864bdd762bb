import { readFileSync } from 'node:fs';
import { logRecords, readRoutes } from '@app/router';
import routes from '@app/router/routes.json' with { type: 'json' };
import { createFront, type Fetch } from './create-front.ts';

/** Half of it is for the headers and half for the body. The shop then still has time to answer before its function's timeout. */
const newTimeoutMs = 2000;

/**
 * What stands in front of the shop in its function: the routes of `services/router/routes.json`, as they were when the shop was packaged.
 * `ROUTES_FILE` names another file. Without `FUNCTIONS_URL` it is nothing, because on your machine the router is a process of its own.
 */
export function openFront(env: Readonly<Record<string, string | undefined>>, shop: Fetch): Fetch {
  if (!env.FUNCTIONS_URL) return shop;
  const text = env.ROUTES_FILE ? readFileSync(env.ROUTES_FILE, 'utf8') : JSON.stringify(routes);
  return createFront({
    routes: readRoutes(text),
    functions: env.FUNCTIONS_URL,
    shop,
    records: logRecords(),
    newTimeoutMs,
  });
}
