import { visit } from '@app/contracts/visit';
import { openDatabase } from '@app/database';
import { sampleVisits } from 'serverless-workshop/gates';
import { asyncFunctions, startWorkshop } from 'serverless-workshop/local';
import { placeOrder, settled } from '../orders.ts';
import { type OwnRouter, startOwnRouter } from '../own-router.ts';

/** What all measurements of the gate look at. */
export type Scene = {
  readonly router: OwnRouter;
  /** A router whose new side is somewhere else. */
  routerWith(newUrl: string): Promise<OwnRouter>;
  /** The route, and who is behind it. */
  readonly route: string;
  readonly old: { readonly name: string; readonly url: string };
  readonly now: { readonly name: string; readonly url: string };
  /** Status pages that customers ask for: of orders that were placed, and of one that nobody has placed. */
  readonly paths: readonly string[];
  /** Switches off the consumers of events. No events come any more, and looking for them takes a good part of a laptop's time. */
  quieten(): Promise<void>;
  stop(): Promise<void>;
};

const orders = 40;

/** The whole workshop with a router of its own, and orders that have gone their way. */
export async function startScene(): Promise<Scene> {
  const workshop = await startWorkshop();
  const { documents, close } = await openDatabase(workshop.env);
  const [[name, url] = ['', '']] = Object.entries(workshop.urls);
  const router = await startOwnRouter(workshop.env, workshop.urls);
  await sampleVisits(router.url, visit, { visits: 40, atOnce: 4 });
  const placed = [];
  for (let i = 0; i < orders; i++) placed.push(await placeOrder(router.url, `Customer ${i}`));
  for (const order of placed) await workshop.until(`${order.id} has gone its way`, () => settled(documents, order));
  return {
    router,
    routerWith: (newUrl) => startOwnRouter(workshop.env, { ...workshop.urls, 'order-page': newUrl }),
    route: 'order-status',
    old: { name, url },
    now: { name: 'order-page', url: String(workshop.urls['order-page']) },
    paths: placed.map(({ id }) => `/orders/${id}/status`),
    async quieten() {
      for (const name of asyncFunctions()) await workshop.off(name);
    },
    async stop() {
      await router.stop();
      await close();
      await workshop.stop();
    },
  };
}
