import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';
import { writeInvoice } from './write-invoice.ts';

/** The invoice of an order. Written when it is first asked for, the same ever after. */
export function invoiceRoutes({ orders, documents }: Pick<ShopPorts, 'orders' | 'documents'>): Hono {
  return new Hono().get('/orders/:id/invoice', async (context) => {
    const id = context.req.param('id');
    const kept = await documents.find('invoices', id);
    if (typeof kept?.text === 'string') return context.text(kept.text);
    const order = await orders.find(id);
    if (!order) return context.json({ error: 'no such invoice' }, 404);
    const text = writeInvoice(order);
    await documents.put('invoices', id, { orderId: id, text });
    return context.text(text);
  });
}
