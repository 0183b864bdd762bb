import type { Documents, Order } from '@app/core';

/** Places an order over HTTP. Throws when it is not accepted. */
export async function placeOrder(url: string, name: string): Promise<Order> {
  const response = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer: { name, email: 'customer@example.com' }, lines: [{ sku: 'mug', quantity: 1 }] }),
  });
  if (response.status !== 201) throw new Error(`an order was not accepted: ${response.status}`);
  return (await response.json()) as Order;
}

/** Everything that follows from an order has happened: the page knows it, and the receipt is written and sent. */
export async function settled(documents: Documents, { id }: Pick<Order, 'id'>): Promise<boolean> {
  const [status, receipt] = await Promise.all([documents.find('order-status', id), documents.find('receipts', id)]);
  return status !== undefined && receipt?.saidAt !== undefined;
}

/** How many mugs the shop has on the shelf: what an order takes at once, whatever comes later. */
export async function mugsOf(url: string): Promise<number> {
  const products = (await (await fetch(`${url}/products`)).json()) as { sku: string; available: number }[];
  return products.find(({ sku }) => sku === 'mug')?.available ?? 0;
}
