import type { Order } from '@app/core';
import { amount } from '../money.ts';

/** The receipt as the customer reads it. */
export function receiptText(order: Order): string {
  const lines = order.lines.map(
    (line) => `${line.quantity} x ${line.name}: ${amount(line.quantity * line.unitPrice, order)}`,
  );
  return [
    `Receipt for order ${order.id}`,
    `Thank you, ${order.customer.name}.`,
    ...lines,
    `Total: ${amount(order.total, order)}`,
    '',
  ].join('\n');
}
