import { randomUUID } from 'node:crypto';
import {
  amountOf,
  BadRequestError,
  type Order,
  type OrderLine,
  type OrderRequest,
  OutOfStockError,
  readOrderRequest,
  totalOf,
} from '@app/core';
import { Router } from 'express';
import type { Transaction } from '../db.ts';
import type { ShopParts } from '../parts.ts';
import { readOrders } from './read-orders.ts';

/** Placing an order: everything happens here, inside the request and its one transaction. */
export function orderRoutes({ db, afterOrder }: ShopParts): Router {
  const router = Router();

  router.post('/orders', async (request, response) => {
    const { customer, lines: wanted } = readOrderRequest(request.body);

    const order = await db.transaction(async (client): Promise<Order> => {
      const lines = await takeFromStock(client, wanted);
      const placed: Order = {
        id: randomUUID(),
        customer,
        lines,
        currency: 'EUR',
        total: totalOf(lines),
        placedAt: new Date().toISOString(),
        version: 1,
      };

      await client.query(
        `INSERT INTO orders (id, customer_name, customer_email, currency, total, placed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 1)`,
        [placed.id, customer.name, customer.email, placed.currency, placed.total, placed.placedAt],
      );
      for (const [position, line] of lines.entries()) {
        await client.query(
          `INSERT INTO order_lines (order_id, position, sku, name, quantity, unit_price)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [placed.id, position, line.sku, line.name, line.quantity, line.unitPrice],
        );
      }

      await afterOrder.placed(client, placed);
      return placed;
    });

    response.status(201).location(`/orders/${order.id}`).json(order);
  });

  router.get('/orders/:id', async (request, response) => {
    const [order] = await readOrders(db, [request.params.id]);
    if (order) response.json(order);
    else response.status(404).json({ error: 'no such order' });
  });

  return router;
}

async function takeFromStock(client: Transaction, wanted: OrderRequest['lines']): Promise<OrderLine[]> {
  const taken = new Map<string, OrderLine>();
  // Always in one order: two requests that want the same products must not wait for each other.
  for (const { sku, quantity } of wanted.toSorted((a, b) => (a.sku < b.sku ? -1 : 1))) {
    const { rowCount } = await client.query(
      'UPDATE products SET available = available - $2 WHERE sku = $1 AND available >= $2',
      [sku, quantity],
    );
    const { rows } = await client.query<{ name: string; unit_price: string | number }>(
      'SELECT name, unit_price FROM products WHERE sku = $1',
      [sku],
    );
    const product = rows[0];
    if (!product) throw new BadRequestError(`there is no product ${sku}`);
    if (rowCount === 0) throw new OutOfStockError(sku);
    const unitPrice = amountOf(product.unit_price, `the price of ${sku}`);
    taken.set(sku, { sku, name: product.name, quantity, unitPrice });
  }
  return wanted.flatMap(({ sku }) => taken.get(sku) ?? []);
}
