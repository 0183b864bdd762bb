/** How many mugs the shop has on the shelf: what an order takes at once, whatever comes later. */
export async function mugsOf(url: string): Promise<number> {
  const products = (await (await fetch(`${url}/products`)).json()) as { sku: string; available: number }[];
  return products.find(({ sku }) => sku === 'mug')?.available ?? 0;
}
