import { openDatabase } from '@app/database';
import { type Check, compareRuns, type Round } from '@app/gates';
import { figuresOf } from '@app/observe/figures';
import { visitShop } from '@app/observe/load';
import { asyncFunctions, startWorkshop } from 'serverless-workshop/local';
import { placeOrder, shopUrl } from '../shop-client.ts';
import { startSlowProxy } from './slow-proxy.ts';

const roundsInTurns = 5;
const most = 1.1;
const load = { visits: 80, atOnce: 4 };

/** Compares the p95 of the application while every function is dead with the p95 while they live, in the same run. */
export async function speedCheck(): Promise<Check> {
  const workshop = await startWorkshop();
  const { documents, close } = await openDatabase(workshop.env);
  const url = shopUrl(workshop.urls);
  const p95 = async (at: string) => figuresOf(await visitShop({ url: at, ...load })).all.p95Ms;

  /** All functions live, and have nothing left to do that would take the machine from the application. */
  const alive = async () => {
    for (const name of asyncFunctions()) await workshop.on(name);
    const { order } = await placeOrder(url, 'Marker');
    await workshop.until('the functions have caught up', async () => {
      const receipt = await documents.find('receipts', String(order?.id));
      return receipt?.mailedAt !== undefined;
    });
  };

  try {
    const rounds: Round[] = [];
    await visitShop({ url, ...load });
    await alive();
    for (let i = 0; i < roundsInTurns; i++) {
      const a = await p95(url);
      for (const name of asyncFunctions()) await workshop.off(name);
      const b = await p95(url);
      // The control: the same application, made to answer later by as much as it took.
      const proxy = await startSlowProxy(url, a);
      const control = await p95(proxy.url);
      await proxy.stop();
      await alive();
      const again = await p95(url);
      rounds.push({ a, again, b, control });
      console.log(`  round ${i + 1}: p95 ${a} ms alive, ${again} ms again, ${b} ms dead, ${control} ms slowed down`);
    }
    const { verdict, ratio, noise, spread, control } = compareRuns(rounds, most);
    return {
      name: 'p95 while every function is dead, against p95 while they live',
      verdict,
      measured: `${ratio.toFixed(2)} × (rounds ${spread.map((one) => one.toFixed(2)).join(' to ')}; alive against alive again: ${(noise * 100).toFixed(0)} % apart)`,
      needed: `at most ${most} ×, and alive against alive at most ${((most - 1) * 100).toFixed(0)} % apart`,
      control: `slowed down by hand: ${control.toFixed(2)} ×`,
    };
  } finally {
    await close();
    await workshop.stop();
  }
}
