import { BadRequestError } from '@app/core';
import { Router } from 'express';
import type { ShopParts } from '../parts.ts';
import { readOrders } from './read-orders.ts';

const most = 20;

/** Finds orders by anything that is written on them. */
export function searchRoutes({ db, afterOrder }: ShopParts): Router {
  const router = Router();

  router.get('/search', async (request, response) => {
    const text = request.query.q;
    if (typeof text !== 'string' || text.trim() === '') throw new BadRequestError('q must be a text to look for');
    response.json(await readOrders(db, await afterOrder.search(text.trim(), most)));
  });

  return router;
}
