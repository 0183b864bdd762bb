import type { Database, Order } from '@app/core';
import { openDatabase } from '@app/database';
import { startWorkshop } from '@app/local/testing';
import { writeSold } from '@app/stock-ledger/sold';
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

function order(quantity: number, placedAt: Date): Order {
  return {
    id: crypto.randomUUID(),
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ sku: 'mug', name: 'Mug', quantity, unitPrice: 100 }],
    currency: 'EUR',
    total: 100 * quantity,
    placedAt: placedAt.toISOString(),
    version: 1,
  };
}

/** An order takes from the shelf, and its event arrives. */
async function sell(quantity: number, placedAt: Date): Promise<void> {
  shelf.set('mug', (shelf.get('mug') ?? 0) - quantity);
  await writeSold(database, order(quantity, placedAt));
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
  expect([await check(at(30)), await check(at(60))]).toEqual([[], []]);
});

test('goods that are gone without an order are found when they are still gone the next time, and said once', async () => {
  await sell(3, at(10));
  shelf.set('mug', 95);
  expect(await check(at(30))).toEqual([]);
  expect(await check(at(60))).toEqual([{ sku: 'mug', missing: 2 }]);
  expect(await check(at(90))).toEqual([]);
  expect((await database.documents.list('stock-differences', 10)).map(({ document }) => document)).toMatchObject([
    { sku: 'mug', missing: 2 },
  ]);
});

test('an order whose event is still under way is none', async () => {
  shelf.set('mug', 96);
  expect(await check(at(30))).toEqual([]);
  await writeSold(database, order(4, at(29)));
  expect([await check(at(60)), await check(at(90))]).toEqual([[], []]);
});

test('an order whose event takes its time is none, however often the check looks meanwhile', async () => {
  shelf.set('mug', 96);
  const seconds = [0, 1, 2, 30, 59].map((second) => new Date(at(30).getTime() + second * 1000));
  for (const now of seconds) expect(await check(now)).toEqual([]);
  expect(await check(new Date(at(30).getTime() + 60_000))).toEqual([{ sku: 'mug', missing: 4 }]);
});

test('a count that agrees is where the next days begin', async () => {
  await sell(1, at(10));
  expect(await check(at(0, 3))).toEqual([]);
  expect(await database.documents.find('stock-check', 'opening')).toEqual({
    at: at(0, 3).toISOString(),
    levels: { mug: 99, poster: 5 },
  });
});
