import { beforeEach, describe, expect, test } from 'vitest';
import type { Change, Documents, JsonObject, Order } from '../src/index.ts';
import { indexOrder, searchOrders } from '../src/order-search.ts';

let kept: Map<string, JsonObject>;

const effects = {
  async once(_: string, { collection, id, document }: Change) {
    kept.set(`${collection}/${id}`, document);
    return 'applied' as const;
  },
};

const documents: Pick<Documents, 'list'> = {
  async list(collection, limit) {
    return [...kept]
      .filter(([path]) => path.startsWith(`${collection}/`))
      .map(([path, document]) => ({ id: path.slice(collection.length + 1), document }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  },
};

const order = (id: string, name: string, placedAt: string): Order => ({
  id,
  customer: { name, email: `${id}@example.com` },
  lines: [{ sku: 'mug', name: 'Blue mug', quantity: 1, unitPrice: 1250 }],
  currency: 'EUR',
  total: 1250,
  placedAt,
  version: 1,
});
const search = (text: string, limit = 20) => searchOrders(documents as Documents, text, limit);

beforeEach(async () => {
  kept = new Map();
  await indexOrder({ effects }, order('order-1', 'Ada Lovelace', '2026-01-01T10:00:00.000Z'));
  await indexOrder({ effects }, order('order-2', 'Grace Hopper', '2026-01-02T10:00:00.000Z'));
});

describe('the search index', () => {
  test.each([
    ['a name', 'Ada Lovelace', ['order-1']],
    ['its words in another order and case', 'LOVELACE ada', ['order-1']],
    ['an address', 'order-2@example.com', ['order-2']],
    ['an id', 'order-2', ['order-2']],
    ['a product, newest first', 'mug', ['order-2', 'order-1']],
    ['words of two orders', 'Ada Hopper', []],
    ['a part of a word', 'Love', []],
    ['nothing', '  ', []],
    ['a word that is longer than a key', 'x'.repeat(5_000), []],
  ])('finds by %s', async (_, text, ids) => {
    expect(await search(text)).toEqual(ids);
  });

  test('answers no more than asked for', async () => {
    expect(await search('mug', 1)).toEqual(['order-2']);
  });

  test('finds a word that is longer than a key, and no other that begins like it', async () => {
    const [one, other] = ['1', '2'].map((end) => `${'é'.repeat(150)}${end}`);
    await indexOrder({ effects }, order('order-3', `${one}`, '2026-01-03T10:00:00.000Z'));
    await indexOrder({ effects }, order('order-4', `${other}`, '2026-01-04T10:00:00.000Z'));
    expect(await search(`${one}`)).toEqual(['order-3']);
    for (const path of kept.keys()) expect(Buffer.byteLength(path)).toBeLessThan(1024);
  });

  test('takes an order that is indexed again as the same', async () => {
    await indexOrder({ effects }, order('order-2', 'Grace Hopper', '2026-01-02T10:00:00.000Z'));
    expect(await search('grace')).toEqual(['order-2']);
  });
});
