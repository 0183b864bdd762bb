import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Routes, readRoutes } from '@app/router';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mugsOf, placeOrder } from '../src/orders.ts';
import { type OwnRouter, startOwnRouter } from '../src/own-router.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let router: OwnRouter;
let shopUrl: string;

beforeAll(async () => {
  workshop = await startWorkshop({ functions: ['shop'] });
  const [first] = Object.entries(workshop.urls);
  const [name = '', url = ''] = first ?? [];
  shopUrl = url;
  router = await startOwnRouter(workshop.env, workshop.urls);
  // The worst that somebody could write into the file: placing orders is in the shadow, and the new side is the shop itself.
  const file = String(router.env.ROUTES_FILE);
  const { old } = readRoutes(readFileSync(file, 'utf8'));
  const place = { name: 'place', method: 'POST', path: '/orders', new: name, mode: 'shadow', mayDiffer: [] } as const;
  writeFileSync(file, JSON.stringify({ old, routes: [place] } satisfies Routes));
});
afterAll(async () => {
  await router?.stop();
  await workshop?.stop();
});

/** Places one order of one mug, and answers how many mugs the shop then has sold. */
async function ordersAfterOne(at: string): Promise<number> {
  const before = await mugsOf(shopUrl);
  await placeOrder(at, 'Grace');
  return before - (await mugsOf(shopUrl));
}

test('a write in the shadow makes one order', async () => {
  expect(await ordersAfterOne(router.url)).toBe(1);
});

test('the control: a shadow that repeats writes makes two', async () => {
  const naive = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const ask = () =>
      fetch(`${shopUrl}${request.url}`, {
        method: request.method ?? 'POST',
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(chunks),
      });
    const [answer] = await Promise.all([ask(), ask()]);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((ready) => naive.listen(0, '127.0.0.1', ready));
  try {
    expect(await ordersAfterOne(`http://127.0.0.1:${(naive.address() as AddressInfo).port}`)).toBe(2);
  } finally {
    naive.close();
    naive.closeAllConnections();
  }
});
