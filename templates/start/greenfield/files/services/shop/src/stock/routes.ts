import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

/** What the shop sells and what is left of it. */
export function stockRoutes({ stock }: Pick<ShopPorts, 'stock'>): Hono {
  return new Hono().get('/products', async (context) => context.json(await stock.list()));
}
