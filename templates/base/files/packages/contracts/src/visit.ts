import type { Visit } from 'serverless-workshop/contract';

/** What a customer does in the shop: look, order, look at the order, search it. The load of the baseline and of the gates. */
export const visit: Visit = async (ask, number) => {
  await ask('GET /products', '/products');
  const name = `Visitor ${number}`;
  const order = (await ask('POST /orders', '/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      customer: { name, email: `visitor-${number}@example.com` },
      lines: [
        { sku: 'mug', quantity: 1 },
        { sku: 'notebook', quantity: 2 },
      ],
    }),
  })) as { id?: string } | undefined;
  if (order?.id) await ask('GET /orders/:id', `/orders/${order.id}`);
  await ask('GET /search', `/search?q=${encodeURIComponent(name)}`);
};
