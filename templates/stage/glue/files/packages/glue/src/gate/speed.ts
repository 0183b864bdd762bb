import { openDatabase } from '@app/database';
import { type Asked, type Check, compareRuns, inWords, type Round } from '@app/gates';
import { figuresOf } from '@app/observe/figures';
import { visitShop } from '@app/observe/load';
import { asyncFunctions, startWorkshop } from 'serverless-workshop/local';
import { placeOrder, shopUrl } from '../shop-client.ts';
import { startSlowProxy } from './slow-proxy.ts';

const most = 1.1;
const load = { visits: 40, atOnce: 4 };
/** The control waits in each request: fewer visits show as much. */
const slowLoad = { visits: 12, atOnce: 4 };
/** Orders go over all shards of the stream by their key; so many leave none of them out. */
const markers = 12;

/** Compares the p95 of the application while every function is dead with the p95 while they live, in the same run. */
export async function speedCheck(): Promise<Check> {
  const workshop = await startWorkshop();
  const { documents, close } = await openDatabase(workshop.env);
  const url = shopUrl(workshop.urls);
  const p95 = async (at: string, visits = load) => figuresOf(await visitShop({ url: at, ...visits })).all.p95Ms;

  /** All functions live, and have nothing left to do that would take the machine from the application. */
  const alive = async () => {
    for (const name of asyncFunctions()) await workshop.on(name);
    const placed = await Promise.all(Array.from({ length: markers }, () => placeOrder(url, 'Marker')));
    await workshop.until('the functions have caught up', async () => {
      const receipts = await Promise.all(placed.map(({ order }) => documents.find('receipts', String(order?.id))));
      return receipts.every((receipt) => receipt?.mailedAt !== undefined);
    });
  };

  const play = async ({ number, control }: Asked): Promise<Round> => {
    const first = await p95(url);
    for (const name of asyncFunctions()) await workshop.off(name);
    const dead = await p95(url);
    const slow = control ? await slowedDown(first) : undefined;
    const deadAgain = await p95(url);
    await alive();
    const last = await p95(url);
    console.log(
      `  round ${number}: p95 ${first} ms alive, ${last} ms again, ${dead} and ${deadAgain} ms dead${slow ? `, ${slow.join(' and ')} ms slowed down` : ''}`,
    );
    return { a: [first, last], b: [dead, deadAgain], control: slow };
  };

  /** The control: the same application, made to answer later by twice as much as it took. */
  const slowedDown = async (tookMs: number) => {
    const proxy = await startSlowProxy(url, 2 * tookMs);
    try {
      return [await p95(proxy.url, slowLoad), await p95(proxy.url, slowLoad)] as const;
    } finally {
      await proxy.stop();
    }
  };

  try {
    await visitShop({ url, ...load });
    await alive();
    const comparison = await compareRuns({ most }, play);
    const { measured, needed, control } = inWords(comparison, most, 'alive against alive again');
    return {
      name: 'p95 while every function is dead, against p95 while they live',
      verdict: comparison.verdict,
      measured,
      needed,
      control: `slowed down by hand: ${control}`,
    };
  } finally {
    await close();
    await workshop.stop();
  }
}
