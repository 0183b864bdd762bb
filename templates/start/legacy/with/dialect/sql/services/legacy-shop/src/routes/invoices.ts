import { Router } from 'express';
import type { ShopParts } from '../parts.ts';

/** The invoice of an order. */
export function invoiceRoutes({ afterOrder }: ShopParts): Router {
  const router = Router();

  router.get('/orders/:id/invoice', async (request, response) => {
    const text = await afterOrder.invoiceOf(request.params.id);
    if (text === undefined) response.status(404).json({ error: 'no such invoice' });
    else response.type('text/plain').send(text);
  });

  return router;
}
