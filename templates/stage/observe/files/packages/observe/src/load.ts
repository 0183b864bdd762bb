import type { Sample } from './figures.ts';

/** A bounded load: `visits` in all, `atOnce` of them at the same time. */
export type Load = { readonly url: string; readonly visits: number; readonly atOnce: number };

/** Visits the shop as customers do: look, order, look at the order, search it. Answers one sample per request. */
export async function visitShop({ url, visits, atOnce }: Load): Promise<Sample[]> {
  const samples: Sample[] = [];
  let next = 0;
  const visitor = async () => {
    while (next < visits) {
      next += 1;
      await visit(url, next, samples);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, visitor));
  return samples;
}

async function visit(url: string, number: number, samples: Sample[]): Promise<void> {
  const ask = async (route: string, path: string, request: RequestInit = {}): Promise<unknown> => {
    const from = performance.now();
    let ok = false;
    try {
      const response = await fetch(`${url}${path}`, { ...request, signal: AbortSignal.timeout(10_000) });
      ok = response.status < 500;
      return await response.json();
    } catch {
      ok = false;
      return undefined;
    } finally {
      samples.push({ route, ms: performance.now() - from, ok });
    }
  };

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
}
