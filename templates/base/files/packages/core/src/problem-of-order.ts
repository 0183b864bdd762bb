import { lineTotal, minorDigits, noCurrency } from './money.ts';
import type { Order } from './order.ts';
import { printable, unusableKey } from './storable.ts';

/** What is wrong with an order, beyond what a schema can say, with the place first; `undefined` when nothing is. */
export function problemOfOrder({ id, lines, currency }: Pick<Order, 'id' | 'lines' | 'currency'>): string | undefined {
  if (minorDigits(currency) === undefined) return `/currency ${printable(noCurrency(currency), 100)}`;
  const unusable = unusableKey(id);
  if (unusable !== undefined) return `/id ${unusable}`;
  for (const [i, line] of lines.entries()) {
    const wrong = unusableKey(line.sku);
    if (wrong !== undefined) return `/lines/${i}/sku ${wrong}`;
  }
  const total = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  return Number.isSafeInteger(total) ? undefined : `/lines come to more than ${Number.MAX_SAFE_INTEGER} in minor units`;
}
