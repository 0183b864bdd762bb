import type { Order } from './order.ts';

/** Minor units as people read them: 1250 → `12.50 EUR`. */
export function amount(minor: number, { currency }: Pick<Order, 'currency'>): string {
  return `${(minor / 100).toFixed(2)} ${currency}`;
}
