import type { Database, Order } from '@app/core';
import { openDatabase } from '@app/database';
import { writeSold } from '@app/stock-ledger/sold';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkStock } from '../src/check-stock.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Database;
let shelf: Map<string, number>;
const at = (minute: number, day = 1) => new Date(Date.UTC(2026, 0, day, 10, minute));

const check = (now: Date) =>
  checkStock(
    {
      documents: database.documents,
      stock: {
        list: async () => [...shelf].map(([sku, available]) => ({ sku, name: sku, unitPrice: 100, available })),
      },
    },
    now,
  );

function order(quantity: number, placedAt: Date, sku = 'mug'): Order {
  return {
    id: crypto.randomUUID(),
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku, name: sku, quantity, unitPrice: 100 }],
    currency: 'EUR',
    total: 100 * quantity,
    placedAt: placedAt.toISOString(),
    version: 1,
  };
}

/** An order takes from the shelf, and its event arrives. */
async function sell(quantity: number, placedAt: Date, sku = 'mug'): Promise<void> {
  take(quantity, sku);
  await writeSold(database, order(quantity, placedAt, sku));
}

const take = (quantity: number, sku = 'mug') => shelf.set(sku, (shelf.get(sku) ?? 0) - quantity);

/** Checks at these minutes, and what all of them found. */
async function checks(...minutes: number[]) {
  const found = [];
  for (const minute of minutes) found.push(...(await check(at(minute))));
  return found.map(({ sku, missing }) => ({ sku, missing }));
}

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
  shelf = new Map([
    ['mug', 100],
    ['poster', 5],
  ]);
  await check(at(0));
});
afterEach(async () => {
  await database.close();
  await workshop.stop();
});
afterAll(() => void vi.restoreAllMocks());

test('what orders took is no difference', async () => {
  await sell(3, at(10));
  await sell(2, at(20));
  expect(await checks(30, 60, 90)).toEqual([]);
});

test('goods that are gone without an order are found when two looks show it, and said once', async () => {
  await sell(3, at(10));
  shelf.set('mug', 95);
  expect(await checks(30, 60)).toEqual([]);
  expect(await checks(90, 120)).toEqual([{ sku: 'mug', missing: 2 }]);
  take(1);
  expect(await checks(150, 180, 210, 240)).toEqual([{ sku: 'mug', missing: 3 }]);
  const kept = (await database.documents.list('stock-differences', 10)).map(({ document }) => document);
  expect(kept).toMatchObject([
    { sku: 'mug', missing: 2, since: at(0).toISOString(), at: at(60).toISOString() },
    { sku: 'mug', missing: 3 },
  ]);
});

test('a delivery is found, as fewer than none missing', async () => {
  take(-10);
  expect(await checks(30, 60, 90, 120)).toEqual([{ sku: 'mug', missing: -10 }]);
});

test('an order whose event is still under way is none, however often the check looks meanwhile', async () => {
  take(4);
  for (let second = 0; second < 290; second += 10) expect(await checks(30 + second / 60)).toEqual([]);
  await writeSold(database, order(4, at(29)));
  expect(await checks(35, 38, 41, 60, 90)).toEqual([]);
});

test('what a request took and gave back again is none', async () => {
  take(4);
  await check(at(30));
  take(-4);
  expect(await checks(60, 90, 120)).toEqual([]);
});

test('an article that is listed later begins with its first look', async () => {
  shelf.set('lamp', 10);
  expect(await checks(30)).toEqual([]);
  await sell(3, at(40), 'lamp');
  expect(await checks(60, 90, 120)).toEqual([]);
  take(2, 'lamp');
  expect(await checks(150, 180, 210)).toEqual([{ sku: 'lamp', missing: 2 }]);
});

test('an event that comes after hours takes back what was said', async () => {
  take(4);
  expect(await checks(30, 60, 90)).toEqual([{ sku: 'mug', missing: 4 }]);
  await writeSold(database, order(4, at(10)));
  expect(await checks(120, 150, 180)).toEqual([{ sku: 'mug', missing: 0 }]);
});

test('while orders come all the time, none of them is a difference, and a theft is one', async () => {
  shelf.set('mug', 10_000);
  await database.documents.put('stock-check', 'state', { looks: [], articles: {} });
  // Each order takes from the shelf up to half a minute after it says that it was placed, and is in the ledger four minutes later.
  const events: { readonly second: number; run(): unknown }[] = [];
  for (let i = 0; i < 360; i += 1) {
    const [second, quantity] = [i * 30, 1 + (i % 3)];
    const placed = order(quantity, new Date(at(0).getTime() + second * 1000));
    events.push({ second: second + ((i * 7) % 30), run: () => take(quantity) });
    events.push({ second: second + 240, run: () => writeSold(database, placed) });
  }
  events.push({ second: 3_700, run: () => take(30) });
  const found: { minute: number; missing: number }[] = [];
  for (let minute = 0; minute <= 180; minute += 30) {
    const run = async () => {
      for (const { missing } of await check(at(minute))) found.push({ minute, missing });
    };
    events.push({ second: minute * 60, run });
  }
  for (const { run } of events.sort((a, b) => a.second - b.second)) await run();
  expect(found.filter(({ minute }) => minute < 120)).toEqual([]);
  expect(found.length).toBeGreaterThan(0);
  for (const { missing } of found) expect(missing).toBeGreaterThan(0);
  for (const { missing } of found) expect(missing).toBeLessThanOrEqual(30);
});

test('a count that agrees is where the next days begin', async () => {
  await sell(1, at(10));
  expect([...(await check(at(0, 3))), ...(await check(at(30, 3)))]).toEqual([]);
  expect(await database.documents.find('stock-check', 'state')).toMatchObject({
    articles: { mug: { at: at(0, 3).toISOString(), level: 99 }, poster: { at: at(0, 3).toISOString(), level: 5 } },
  });
});
