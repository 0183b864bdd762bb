import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

/** The invoice of an order, as soon as the invoice run has written it. */
export function invoiceRoutes({ documents }: Pick<ShopPorts, 'documents'>): Hono {
  return new Hono().get('/orders/:id/invoice', async (context) => {
    const invoice = await documents.find('invoices', context.req.param('id'));
    if (typeof invoice?.text !== 'string') return context.json({ error: 'no invoice yet' }, 404);
    return context.text(invoice.text);
  });
}
