import { readOrderRequest, readRequestBody } from '@app/core';
import { Hono } from 'hono';
import { type PlaceOrderPorts, placeOrder } from './place-order.ts';

/** Placing an order and reading it. */
export function orderRoutes(ports: PlaceOrderPorts): Hono {
  return new Hono()
    .post('/orders', async (context) => {
      const body = readRequestBody(new Uint8Array(await context.req.arrayBuffer()));
      const order = await placeOrder(ports, readOrderRequest(body));
      return context.json(order, 201, { Location: `/orders/${order.id}` });
    })
    .get('/orders/:id', async (context) => {
      const order = await ports.orders.find(context.req.param('id'));
      return order ? context.json(order) : context.json({ error: 'no such order' }, 404);
    });
}
