import { readSearchText } from '@app/core';
import { Router } from 'express';
import type { ShopParts } from '../parts.ts';
import { readOrders } from './read-orders.ts';

const most = 20;

/** Finds orders by anything that is written on them. */
export function searchRoutes({ db, afterOrder }: ShopParts): Router {
  const router = Router();

  router.get('/search', async (request, response) => {
    response.json(await readOrders(db, await afterOrder.search(readSearchText(request.query.q), most)));
  });

  return router;
}
