import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

/** The receipt as the customer got it. */
export function receiptRoutes({ documents }: Pick<ShopPorts, 'documents'>): Hono {
  return new Hono().get('/orders/:id/receipt', async (context) => {
    const receipt = await documents.find('receipts', context.req.param('id'));
    if (typeof receipt?.text !== 'string') return context.json({ error: 'no receipt yet' }, 404);
    return context.text(receipt.text);
  });
}
