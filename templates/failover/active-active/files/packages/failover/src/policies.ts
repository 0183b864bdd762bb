import type { Order, StockLevel } from '@app/core';
import type { PolicyTable } from './policy.ts';

/** What the shop remembers of a customer. `cart` holds SKUs. */
export type Customer = {
  readonly email: string;
  readonly name: string;
  readonly cart: readonly string[];
  readonly visits: number;
};

/**
 * The policy of each field of each document. A new field needs a line here. A field keeps its policy: copies that were stored under the old
 * one could not be merged. Give the field a new name instead.
 */
export const policies = {
  /** The home region of an order writes it as a whole, so its total always fits its lines. */
  order: {
    id: { is: 'unique name', policy: 'single-writer' },
    customer: { is: 'guarded record', policy: 'single-writer' },
    lines: { is: 'guarded record', policy: 'single-writer' },
    currency: { is: 'label', policy: 'single-writer' },
    total: { is: 'money', policy: 'single-writer' },
    placedAt: { is: 'label', policy: 'single-writer' },
    version: { is: 'measure', policy: 'single-writer' },
  } as const satisfies PolicyTable<Order>,

  /** Both regions sell, each from its own quota. */
  product: {
    sku: { is: 'unique name', policy: 'single-writer' },
    name: { is: 'label', policy: 'last-write-wins' },
    unitPrice: { is: 'money', policy: 'single-writer' },
    available: { is: 'stock', policy: 'escrow' },
  } as const satisfies PolicyTable<StockLevel>,

  /** A customer is served by both regions, for example on two devices. */
  customer: {
    email: { is: 'unique name', policy: 'single-writer' },
    name: { is: 'label', policy: 'last-write-wins' },
    cart: { is: 'list', policy: 'set' },
    visits: { is: 'count', policy: 'counter' },
  } as const satisfies PolicyTable<Customer>,
};
