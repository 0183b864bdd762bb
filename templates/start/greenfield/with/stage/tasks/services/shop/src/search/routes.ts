import { type Order, readSearchText } from '@app/core';
import { searchOrders } from '@app/core/order-search';
import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

const most = 20;

/** Finds orders by the words that are written on them, in the index that `services/search-index` keeps. */
export function searchRoutes({ orders, documents }: Pick<ShopPorts, 'orders' | 'documents'>): Hono {
  return new Hono().get('/search', async (context) => {
    const text = readSearchText(context.req.query('q'));
    const ids = await searchOrders(documents, text, most);
    const found = await Promise.all(ids.map((id) => orders.find(id)));
    return context.json(found.filter((order): order is Order => order !== undefined));
  });
}
