/** An order for one piece of the first product in stock. Throws when the shop does not answer. */
export async function exampleOrder(shopUrl: string): Promise<object> {
  const products = (await (await fetch(`${shopUrl}/products`)).json()) as { sku: string; available: number }[];
  const product = products.find(({ available }) => available > 0) ?? products[0];
  return {
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku: product?.sku ?? 'unknown', quantity: 1 }],
  };
}

/** The order as a command for the shell that is usual on this system. */
export function orderCommand(shopUrl: string, order: object, platform: NodeJS.Platform = process.platform): string {
  const body = JSON.stringify(order);
  return platform === 'win32'
    ? `Invoke-RestMethod ${shopUrl}/orders -Method Post -ContentType application/json -Body '${body}'`
    : `curl ${shopUrl}/orders -H 'content-type: application/json' -d '${body}'`;
}
