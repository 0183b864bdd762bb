import { noSuchOrder, onPage, orderPage, readSearchText } from '@app/core';
import { Router } from 'express';
import type { ShopParts } from '../parts.ts';
import { readOrders } from './read-orders.ts';

/** How many orders a search answers. */
const most = 20;

/** What a customer asks when the order is placed: its receipt, its invoice, where it is, and which one it was. */
export function afterOrderRoutes({ db, afterOrder }: ShopParts): Router {
  const router = Router();

  router.get('/orders/:id/receipt', async (request, response) => {
    const text = await afterOrder.receiptOf(request.params.id);
    if (text === undefined) response.status(404).json({ error: 'no receipt yet' });
    else response.type('text/plain').send(text);
  });

  router.get('/orders/:id/invoice', async (request, response) => {
    const text = await afterOrder.invoiceOf(request.params.id);
    if (text === undefined) response.status(404).json({ error: 'no such invoice' });
    else response.type('text/plain').send(text);
  });

  // The one page the shop renders itself.
  router.get('/orders/:id/status', async (request, response) => {
    const [order] = await readOrders(db, [request.params.id]);
    if (!order) {
      response.status(404).type('text/plain').send(noSuchOrder);
      return;
    }
    const receipt = await afterOrder.receiptOf(order.id);
    response.type('text/html').send(orderPage(onPage(order), receipt !== undefined));
  });

  router.get('/search', async (request, response) => {
    response.json(await readOrders(db, await afterOrder.search(readSearchText(request.query.q), most)));
  });

  return router;
}
