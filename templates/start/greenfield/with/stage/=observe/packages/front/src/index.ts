/** What answers a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** What stands in front of the shop in its function: nothing, because no route has left the shop yet. From the stage features on it is the router. */
export function openFront(_env: Readonly<Record<string, string | undefined>>, shop: Fetch): Fetch {
  return shop;
}
