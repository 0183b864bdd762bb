import { visit } from '@app/contracts/visit';
import { openDatabase } from '@app/database';
import { type Check, compareWays, figuresOf, sampleVisits, startMeddler } from 'serverless-workshop/gates';
import { asyncFunctions, startWorkshop } from 'serverless-workshop/local';
import { placeOrder, shopUrl } from '../shop-client.ts';

const load = { visits: 40, atOnce: 4 };
/** The control waits in each request: fewer visits show as much. */
const slowLoad = { visits: 12, atOnce: 4 };
/** Orders spread over the shards of the stream by their key. This many reach every shard. */
const markers = 12;

/** Compares the p95 of the application while every function is dead with the p95 while they live, in the same run. */
export async function speedCheck(): Promise<Check> {
  const workshop = await startWorkshop();
  const { documents, close } = await openDatabase(workshop.env);
  const url = shopUrl(workshop.urls);
  const p95 = async (at: string, visits = load) => figuresOf(await sampleVisits(at, visit, visits)).all.p95Ms;
  let live = false;

  const dead = async () => {
    if (live) for (const name of asyncFunctions()) await workshop.off(name);
    live = false;
    return p95(url);
  };
  /** All functions live, and have nothing left to do that would take the machine from the application. */
  const alive = async () => {
    if (!live) {
      for (const name of asyncFunctions()) await workshop.on(name);
      const placed = await Promise.all(Array.from({ length: markers }, () => placeOrder(url, 'Marker')));
      await workshop.until('the functions have caught up', async () => {
        const receipts = await Promise.all(placed.map(({ order }) => documents.find('receipts', String(order?.id))));
        return receipts.every((receipt) => receipt?.mailedAt !== undefined);
      });
    }
    live = true;
    return p95(url);
  };
  /** The control: the same application, made to answer later by twice as much as it took. */
  const slowedDown = async (tookMs: number) => {
    const proxy = await startMeddler(url, { delayMs: 2 * tookMs });
    return p95(proxy.url, slowLoad).finally(proxy.stop);
  };

  try {
    await p95(url);
    await alive();
    return await compareWays({
      name: 'p95 while every function is dead, against p95 while they live',
      figure: 'p95',
      most: 1.1,
      a: { title: 'alive', run: alive },
      b: { title: 'dead', run: dead },
      control: { title: 'slowed down by hand', run: slowedDown },
    });
  } finally {
    await close();
    await workshop.stop();
  }
}
