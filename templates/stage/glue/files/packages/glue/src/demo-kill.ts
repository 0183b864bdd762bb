import { setTimeout as delay } from 'node:timers/promises';
import type { Documents } from '@app/core';
import { openDatabase } from '@app/database';
import { bar, bold, dim, green, red, say, secondsSince, step } from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/local';
import { placeOrder, shopUrl } from './shop-client.ts';

// `npm run demo:kill`: the receipt function dies, and the shop does not notice.
const orders = 10;
const patienceMs = 30_000;

say();
say(bold('A function dies. Does the customer notice?'));
say(dim('Real parts of this machine, thrown away afterwards.'));
const began = performance.now();
const workshop = await startWorkshop();
const { documents, close } = await openDatabase(workshop.env);
try {
  const url = shopUrl(workshop.urls);
  say(dim(`Everything is up after ${secondsSince(began)}: ${url}`));

  step(1, 'Everything lives: one order');
  await waitForReceipts(await placeOrders(url, 1));
  say(dim('The first receipt waits for the start of the functions.'));

  step(2, `kill -9 on the receipt function, then ${orders} orders`);
  await workshop.off('receipt');
  const waiting = await placeOrders(url, orders);
  say(`receipts   ${bar(await receiptsOf(documents, waiting), orders)}`);
  say(dim('The orders are in. Their events wait on the stream, and nobody waits for them.'));

  step(3, 'The function comes back');
  await workshop.on('receipt');
  await waitForReceipts(waiting);

  say();
  say(green('Every order was accepted at once, and every receipt was written. Nobody repeated anything by hand.'));
  say('The function read on where it had stopped. Before the outbox, the same failure was a failed order.');
  say(dim('Next: npm run demo:naive shows why the event must be stored together with the order.'));
  say();
} finally {
  await close();
  await workshop.stop();
}

async function placeOrders(url: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  const statuses = new Map<number, number>();
  let slowestMs = 0;
  for (let i = 0; i < count; i++) {
    const from = performance.now();
    const { status, order } = await placeOrder(url, `Customer ${i + 1}`);
    slowestMs = Math.max(slowestMs, performance.now() - from);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (order) ids.push(order.id);
  }
  const answers = [...statuses].map(([status, times]) => {
    const text = `${status} × ${times}`;
    return status === 201 ? green(text) : red(text);
  });
  say(`POST /orders  ${answers.join(', ')}  ${dim(`slowest answer ${slowestMs.toFixed(0)} ms`)}`);
  return ids;
}

async function receiptsOf(from: Documents, ids: readonly string[]): Promise<number> {
  const found = await Promise.all(ids.map((id) => from.find('receipts', id)));
  return found.filter((receipt) => receipt?.mailedAt).length;
}

async function waitForReceipts(ids: readonly string[]): Promise<void> {
  const from = performance.now();
  for (;;) {
    const done = await receiptsOf(documents, ids);
    if (done === ids.length) {
      say(`receipts   ${bar(done, ids.length)}  ${dim(`after ${secondsSince(from)}`)}`);
      return;
    }
    if (performance.now() - from > patienceMs) throw new Error(`only ${done} of ${ids.length} receipts after 30 s`);
    await delay(50);
  }
}
