import type { Order } from '@app/core';
import { openDatabase } from '@app/database';
import { startMeddler } from 'serverless-workshop/gates';
import { until } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mugsOf, placeOrder, settled } from '../src/orders.ts';
import { type OwnRouter, startOwnRouter } from '../src/own-router.ts';
import { routeCommand } from '../src/route-command.ts';

const route = 'order-status';

describe('the status page of the shop', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let router: OwnRouter;
  let order: Order;
  let shop: string;

  beforeAll(async () => {
    workshop = await startWorkshop();
    [shop = ''] = Object.keys(workshop.urls);
    database = await openDatabase(workshop.env);
    router = await startOwnRouter(workshop.env, workshop.urls);
    order = await placeOrder(router.url, 'Ada');
    await workshop.until('the order has gone its way', () => settled(database.documents, order));
  });
  afterAll(async () => {
    await router?.stop();
    await database?.close();
    await workshop?.stop();
  });
  afterEach(() => router.set(route, 'legacy'));

  const look = async (id = order.id) => {
    const response = await fetch(`${router.url}/orders/${id}/status`);
    return { by: response.headers.get('x-served-by'), status: response.status, page: await response.text() };
  };
  const command = (...args: string[]) => routeCommand(args, router.env);

  test('moves to the function and back, and shows the same on both sides', async () => {
    const before = await look();
    expect(before).toMatchObject({ by: shop, status: 200 });
    expect(await command('flip', route, '--force', '--because', 'a test')).toMatchObject({ code: 0 });
    expect(await look()).toEqual({ ...before, by: 'order-page' });
    // The other routes stay.
    const other = await fetch(`${router.url}/orders/${order.id}`);
    expect(other.headers.get('x-served-by')).toBe(shop);
    expect(await command('unflip', route)).toMatchObject({ code: 0 });
    expect(await look()).toEqual(before);
  });

  test('is flipped only after 500 compared requests without a difference, or by somebody who says why', async () => {
    expect(await command('shadow', route)).toMatchObject({ code: 0 });
    await look();
    await until('it is compared', () => router.record(route).compared === 1);
    const refused = await command('flip', route);
    expect(refused).toMatchObject({
      code: 3,
      printed: expect.stringContaining('1 requests were compared, 500 are needed'),
    });
    expect(await command('flip', route, '--force')).toMatchObject({ code: 3 });
    expect(await look()).toMatchObject({ by: shop });
  });

  test('is taken back, or flipped for a reason, also where records are log lines; nothing is compared there', async () => {
    const logged = (...args: string[]) => routeCommand(args, { ...router.env, ROUTE_RECORDS: '-' });
    for (const verb of ['compare', 'flip']) {
      const refused = { code: 3, printed: expect.stringContaining('ROUTE_RECORDS is "-"') };
      expect(await logged(verb, route)).toMatchObject(refused);
    }
    expect(await logged('flip', route, '--force', '--because', 'a test')).toMatchObject({ code: 0 });
    expect(await look()).toMatchObject({ by: 'order-page' });
    expect(await logged('unflip', route)).toMatchObject({ code: 0 });
    expect(await look()).toMatchObject({ by: shop });
    expect(await logged('shadow', route)).toMatchObject({ code: 0 });
    expect(await logged('list')).toMatchObject({ code: 0, printed: expect.stringContaining('order-page is compared') });
  });

  test('shows a planted difference where it is, and is not flipped', async () => {
    const liar = await startMeddler(String(workshop.urls['order-page']), {
      change: (body) => body.replace('12.50 EUR', '12.51 EUR'),
    });
    const wrong = await startOwnRouter(workshop.env, { ...workshop.urls, 'order-page': liar.url });
    try {
      wrong.set(route, 'shadow');
      await (await fetch(`${wrong.url}/orders/${order.id}/status`)).text();
      await until('it is compared', () => wrong.record(route).compared === 1);
      expect(await routeCommand(['compare', route], wrong.env)).toMatchObject({
        code: 1,
        printed: expect.stringContaining(`/orders/${order.id}/status: body line 7`),
      });
      expect(await routeCommand(['flip', route], wrong.env)).toMatchObject({ code: 3 });
    } finally {
      await wrong.stop();
      await liar.stop();
    }
  });

  test('is shown by the shop while the function is dead, and for an order it has not heard of', async () => {
    router.set(route, 'new');
    await workshop.off('order-page');
    expect(await look()).toMatchObject({ by: shop, status: 200 });
    await workshop.on('order-page');
    await until('the function answers again', async () => (await look()).by === 'order-page');

    await workshop.off('order-status');
    const late = await placeOrder(router.url, 'Late');
    expect(await look(late.id)).toMatchObject({ by: shop, status: 200 });
    expect(await look('unknown')).toMatchObject({ by: shop, status: 404 });
    await workshop.on('order-status');
    await workshop.until('the projection has caught up', async () => (await look(late.id)).by === 'order-page');
  });

  test('is not reached by a write: an order through the shadow is one order', async () => {
    router.set(route, 'shadow');
    const before = await mugsOf(router.url);
    await placeOrder(router.url, 'Grace');
    expect(await mugsOf(router.url)).toBe(before - 1);
  });

  test.each([
    [[]],
    [['flip']],
    [['flip', 'nothing']],
    [['turn', route]],
    [['list', route]],
    [['flip', route, '--now']],
  ])('npm run route -- %j is refused, and changes nothing', async (args) => {
    expect(await command(...args)).toMatchObject({ code: 3 });
    expect(await look()).toMatchObject({ by: shop });
  });
});
