import {
  type CloudEvent,
  ConflictError,
  type Documents,
  type JsonObject,
  type Order,
  type Orders,
  OutOfStockError,
  type Stock,
  type StockLevel,
} from '@app/core';
import { startTelemetry } from '@app/telemetry';
import type { ShopPorts } from '../src/ports.ts';

/** Ports that live as long as the test and keep what they were asked. */
export type MemoryPorts = ShopPorts & {
  readonly saved: Map<string, Order>;
  readonly levels: Map<string, StockLevel>;
  readonly collections: Set<string>;
  readonly events: CloudEvent[];
};

/** Everything `createApp` needs, without a database. */
export function memoryPorts(): MemoryPorts {
  const saved = new Map<string, Order>();
  const levels = new Map<string, StockLevel>([
    ['mug', { sku: 'mug', name: 'Mug', unitPrice: 1250, available: 10 }],
    ['poster', { sku: 'poster', name: 'Poster', unitPrice: 4900, available: 1 }],
  ]);
  const events: CloudEvent[] = [];
  const collections = new Set<string>();
  return {
    saved,
    levels,
    events,
    collections,
    orders: ordersOf(saved, events),
    stock: stockOf(levels),
    documents: documentsOf(collections),
    afterOrder: { eventsOf: () => [], placed: async () => {} },
    telemetry: startTelemetry('shop-test', {}),
  };
}

function ordersOf(saved: Map<string, Order>, kept: CloudEvent[]): Orders {
  return {
    async save(order, { events, expect }) {
      if ((saved.get(order.id)?.version ?? 0) !== expect) throw new ConflictError(order.id);
      saved.set(order.id, order);
      kept.push(...events);
    },
    find: async (id) => saved.get(id),
    search: async (text) => [...saved.values()].filter(({ customer }) => customer.name.includes(text)),
  };
}

function stockOf(levels: Map<string, StockLevel>): Stock {
  const change = (sku: string, by: number) => {
    const level = levels.get(sku);
    if (level) levels.set(sku, { ...level, available: level.available + by });
  };
  return {
    list: async () => [...levels.values()],
    put: async (level) => void levels.set(level.sku, level),
    async reserve(lines) {
      const short = lines.find(({ sku, quantity }) => (levels.get(sku)?.available ?? 0) < quantity);
      if (short) throw new OutOfStockError(short.sku);
      for (const { sku, quantity } of lines) change(sku, -quantity);
    },
    async release(lines) {
      for (const { sku, quantity } of lines) change(sku, quantity);
    },
  };
}

function documentsOf(asked: Set<string>): Documents {
  const kept = new Map<string, JsonObject>();
  const at = (collection: string, id: string) => {
    asked.add(collection);
    return `${collection}/${id}`;
  };
  return {
    find: async (collection, id) => kept.get(at(collection, id)),
    put: async (collection, id, document) => void kept.set(at(collection, id), document),
    patch: async (collection, id, fields) => {
      kept.set(at(collection, id), { ...kept.get(at(collection, id)), ...fields });
    },
    list: async (collection, limit) => {
      const folder = at(collection, '');
      return [...kept]
        .filter(([path]) => path.startsWith(folder))
        .map(([path, document]) => ({ id: path.slice(folder.length), document }))
        .slice(0, limit);
    },
  };
}
