import { Router } from 'express';
import { orderPage } from '../order-page.ts';
import type { ShopParts } from '../parts.ts';
import { readOrders } from './read-orders.ts';

/** The one page the shop renders itself. */
export function statusPageRoutes({ db, afterOrder }: ShopParts): Router {
  const router = Router();

  router.get('/orders/:id/status', async (request, response) => {
    const [order] = await readOrders(db, [request.params.id]);
    if (!order) {
      response.status(404).type('text/plain').send('There is no such order.\n');
      return;
    }
    const receipt = await afterOrder.receiptOf(order.id);
    response.type('text/html').send(orderPage(order, receipt !== undefined));
  });

  return router;
}
