import type { Order } from '@app/core';

/** The receipt as the customer reads it. The event holds all of it: nobody asks the shop. */
export function receiptText(order: Order): string {
  const amount = (minor: number) => `${(minor / 100).toFixed(2)} ${order.currency}`;
  return [
    `Receipt for order ${order.id}`,
    `Thank you, ${order.customer.name}.`,
    ...order.lines.map((line) => `${line.quantity} x ${line.name}: ${amount(line.quantity * line.unitPrice)}`),
    `Total: ${amount(order.total)}`,
    '',
  ].join('\n');
}
