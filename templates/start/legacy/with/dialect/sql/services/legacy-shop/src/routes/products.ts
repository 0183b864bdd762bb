import { amountOf, type StockLevel } from '@app/core';
import { Router } from 'express';
import type { ShopParts } from '../parts.ts';

/** What the shop sells and what is left of it. */
export function productRoutes({ db }: ShopParts): Router {
  const router = Router();

  router.get('/products', async (_request, response) => {
    const found = await db.query<Omit<StockLevel, 'unitPrice'> & { unitPrice: string | number }>(
      'SELECT sku, name, unit_price AS "unitPrice", available FROM products ORDER BY sku',
    );
    response.json(
      found.map((product) => ({ ...product, unitPrice: amountOf(product.unitPrice, `the price of ${product.sku}`) })),
    );
  });

  return router;
}
