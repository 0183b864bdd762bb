import { amount, lineTotal } from './money.ts';
import type { Order } from './order.ts';

/** The receipt as the customer reads it. The order holds all that the receipt needs. */
export function receiptText(order: Order): string {
  const lines = order.lines.map((line) => `${line.quantity} x ${line.name}: ${amount(lineTotal(line), order)}`);
  return [
    `Receipt for order ${order.id}`,
    `Thank you, ${order.customer.name}.`,
    ...lines,
    `Total: ${amount(order.total, order)}`,
    '',
  ].join('\n');
}
