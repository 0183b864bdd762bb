import { OutOfStockError, type Stock } from '@app/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type Opened = { stock: Stock; close(): Promise<void> };

/** What every home of `Stock` must do. */
export function describeStock(name: string, open: () => Promise<Opened>): void {
  describe(`stock on ${name}`, () => {
    let on: Opened;
    beforeAll(async () => {
      on = await open();
    });
    afterAll(() => on.close());

    const level = (sku: string, available: number) => ({ sku, name: sku, unitPrice: 100, available });
    const line = (sku: string, quantity: number) => ({ sku, name: sku, unitPrice: 100, quantity });
    const available = async (sku: string) => (await on.stock.list()).find((one) => one.sku === sku)?.available;

    test('what is taken is gone, what is given back is there again', async () => {
      await on.stock.put(level('a', 10));
      await on.stock.reserve([line('a', 4)]);
      expect(await available('a')).toBe(6);
      await on.stock.release([line('a', 4)]);
      expect(await available('a')).toBe(10);
    });

    test('a price as large as JavaScript counts exactly is kept', async () => {
      const dear = { ...level('dear', 1), unitPrice: Number.MAX_SAFE_INTEGER };
      await on.stock.put(dear);
      expect((await on.stock.list()).find(({ sku }) => sku === 'dear')).toEqual(dear);
    });

    test('all lines or none: the one that is short is named, the others stay', async () => {
      await on.stock.put(level('b', 10));
      await on.stock.put(level('c', 1));
      const reserve = on.stock.reserve([line('b', 2), line('c', 2)]);
      await expect(reserve).rejects.toThrow(OutOfStockError);
      await expect(reserve).rejects.toMatchObject({ sku: 'c' });
      expect([await available('b'), await available('c')]).toEqual([10, 1]);
    });

    test('an unknown product is out of stock', async () => {
      await expect(on.stock.reserve([line('nothing', 1)])).rejects.toMatchObject({ sku: 'nothing' });
    });

    test('fifty want the last ten: ten get one, and the shelf is empty, never below', async () => {
      await on.stock.put(level('d', 10));
      const tries = await Promise.allSettled(Array.from({ length: 50 }, () => on.stock.reserve([line('d', 1)])));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
      expect(await available('d')).toBe(0);
    });

    test('orders that take the same two products from both ends do not block each other', async () => {
      await on.stock.put(level('e', 100));
      await on.stock.put(level('f', 100));
      const both = [line('e', 1), line('f', 1)];
      await Promise.all(Array.from({ length: 20 }, (_, i) => on.stock.reserve(i % 2 === 0 ? both : both.toReversed())));
      expect([await available('e'), await available('f')]).toEqual([80, 80]);
    });
  });
}
