/** One line of an order. `unitPrice` is in minor units (cents). */
export type OrderLine = {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: number;
};

/** An order as the shop keeps it. `total` is in minor units (cents); times are ISO 8601 in UTC. */
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

/** The sum of all lines, in minor units. */
export function totalOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}
