import { noSuchOrder, onPage, orderPage } from '@app/core';
import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

/** The one page the shop renders itself: where an order is. */
export function statusRoutes({ orders, documents }: Pick<ShopPorts, 'orders' | 'documents'>): Hono {
  return new Hono().get('/orders/:id/status', async (context) => {
    const id = context.req.param('id');
    const order = await orders.find(id);
    if (!order) return context.body(noSuchOrder, 404, { 'Content-Type': 'text/plain; charset=utf-8' });
    const receipt = await documents.find('receipts', id);
    const page = orderPage(onPage(order), typeof receipt?.text === 'string');
    return context.body(page, 200, { 'Content-Type': 'text/html; charset=utf-8' });
  });
}
