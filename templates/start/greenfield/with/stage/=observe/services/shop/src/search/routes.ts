import { readSearchText } from '@app/core';
import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

const most = 20;

/** Finds orders by anything that is written on them. Asks the orders through their port. */
export function searchRoutes({ orders }: Pick<ShopPorts, 'orders'>): Hono {
  return new Hono().get('/search', async (context) => {
    const text = readSearchText(context.req.query('q'));
    return context.json(await orders.search(text, most));
  });
}
