import { Router } from 'express';
import type { ShopParts } from '../parts.ts';

/** What the shop sells and what is left of it. */
export function productRoutes({ db }: ShopParts): Router {
  const router = Router();

  router.get('/products', async (_request, response) => {
    response.json(await db.query('SELECT sku, name, unit_price AS "unitPrice", available FROM products ORDER BY sku'));
  });

  return router;
}
