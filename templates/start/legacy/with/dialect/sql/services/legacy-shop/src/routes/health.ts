import { Router } from 'express';
import type { ShopParts } from '../parts.ts';

/** Is the shop up, and does its database answer? */
export function healthRoutes({ db }: ShopParts): Router {
  const router = Router();

  router.get('/health', async (_request, response) => {
    await db.query('SELECT 1');
    response.json({ status: 'ok' });
  });

  return router;
}
