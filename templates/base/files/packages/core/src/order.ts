import { BadRequestError } from './failures.ts';
import { lineTotal } from './money.ts';

/** One line of an order. `unitPrice` is in minor units: cents, yen. */
export type OrderLine = {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: number;
};

/** An order as the shop keeps it. `total` is in minor units of `currency`, a code of ISO 4217; times are ISO 8601 in UTC. */
export type Order = {
  readonly id: string;
  readonly customer: { readonly name: string; readonly email: string };
  readonly lines: readonly OrderLine[];
  readonly currency: string;
  readonly total: number;
  readonly placedAt: string;
  /** Counts the writes of this order, from 1. `orders.save` compares it with `expect`. */
  readonly version: number;
};

/** The sum of all lines, in minor units. Throws a `BadRequestError` when it is larger than JavaScript counts exactly. */
export function totalOf(lines: readonly OrderLine[]): number {
  const total = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  if (Number.isSafeInteger(total)) return total;
  throw new BadRequestError(`lines must come to at most ${Number.MAX_SAFE_INTEGER} in minor units`);
}
