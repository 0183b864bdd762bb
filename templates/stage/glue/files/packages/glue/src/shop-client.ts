import type { Order } from '@app/core';

/** Places an order over HTTP. Answers the status, and the order when it was accepted; throws when nobody answers. */
export async function placeOrder(url: string, name: string): Promise<{ status: number; order?: Order }> {
  const response = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      customer: { name, email: 'customer@example.com' },
      lines: [{ sku: 'mug', quantity: 1 }],
    }),
    signal: AbortSignal.timeout(60_000),
  });
  if (response.status !== 201) return { status: response.status };
  return { status: 201, order: (await response.json()) as Order };
}

/** The address of the shop among the addresses of everything that runs. There is one. */
export function shopUrl(urls: Readonly<Record<string, string>>): string {
  const [url] = Object.values(urls);
  if (!url) throw new Error('nothing here answers HTTP');
  return url;
}
