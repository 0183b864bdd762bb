import { Router } from 'express';
import type { ShopParts } from '../app.ts';

/** The invoice, written together with the order. */
export function invoiceRoutes({ db }: ShopParts): Router {
  const router = Router();

  router.get('/orders/:id/invoice', async (request, response) => {
    const [invoice] = await db.query<{ number: string; text: string }>(
      'SELECT number, text FROM invoices WHERE order_id = $1',
      [request.params.id],
    );
    if (!invoice) response.status(404).json({ error: 'no such invoice' });
    else response.type('text/plain').send(`INVOICE ${invoice.number}\n${invoice.text}`);
  });

  return router;
}
