import type { MiddlewareHandler } from 'hono';

/** Reads pass everywhere; a region that must not write says so, and when to come back. */
export function refuseWrites(failover: { readOnly(): boolean }): MiddlewareHandler {
  return async (context, next) => {
    if (!failover.readOnly() || context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    return context.json({ error: 'read-only for the moment' }, 503, { 'Retry-After': '30' });
  };
}
