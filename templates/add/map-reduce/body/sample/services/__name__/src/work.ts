import { amountOf } from '@app/core';

/** What one part holds: lines of orders, as they were placed on the day. Prices in minor units (cents). */
export type Input = readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: number }[];

/** Revenue by SKU, in minor units. */
export type Mapped = Readonly<Record<string, number>>;

/** What one part of the day brought in. */
export function map(lines: Input): Mapped {
  return sum(lines.map(({ sku, quantity, unitPrice }) => [sku, quantity * unitPrice] as const));
}

/** What the whole day brought in. It looks at what was mapped and at nothing else: it may run twice. */
export function reduce(mapped: readonly Mapped[]): Mapped {
  return sum(mapped.flatMap((part) => Object.entries(part)));
}

function sum(amounts: readonly (readonly [sku: string, amount: number])[]): Mapped {
  const sums = new Map<string, number>();
  for (const [sku, amount] of amounts) sums.set(sku, (sums.get(sku) ?? 0) + amount);
  for (const [sku, amount] of sums) amountOf(amount, `the revenue of ${sku}`);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
