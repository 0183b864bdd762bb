import { BadRequestError } from '@app/core';
import { Router } from 'express';
import type { ShopParts } from '../app.ts';
import { readOrders } from './read-orders.ts';

const most = 20;

/** Finds orders by anything that is written on them. */
export function searchRoutes({ db }: ShopParts): Router {
  const router = Router();

  router.get('/search', async (request, response) => {
    const text = request.query.q;
    if (typeof text !== 'string' || text.trim() === '') throw new BadRequestError('q must be a text to look for');
    const found = await db.query<{ order_id: string }>(
      `SELECT order_id FROM search_index
        WHERE words LIKE '%' || $1 || '%' ORDER BY placed_at DESC, order_id LIMIT ${most}`,
      [
        text
          .trim()
          .toLowerCase()
          .replace(/[\\%_]/g, '\\$&'),
      ],
    );
    response.json(
      await readOrders(
        db,
        found.map((row) => row.order_id),
      ),
    );
  });

  return router;
}
