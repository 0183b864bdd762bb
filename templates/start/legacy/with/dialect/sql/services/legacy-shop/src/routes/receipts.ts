import { Router } from 'express';
import type { ShopParts } from '../parts.ts';

/** The receipt as the customer got it. */
export function receiptRoutes({ afterOrder }: ShopParts): Router {
  const router = Router();

  router.get('/orders/:id/receipt', async (request, response) => {
    const text = await afterOrder.receiptOf(request.params.id);
    if (text === undefined) response.status(404).json({ error: 'no receipt yet' });
    else response.type('text/plain').send(text);
  });

  return router;
}
