import { amount, lineTotal, type Order } from '@app/core';

/** The body of an invoice. The number is given by the database and stands above it. */
export function invoiceText(order: Order): string {
  const lines = order.lines.map(
    (line) => `${line.quantity} x ${line.name} (${line.sku}): ${amount(lineTotal(line), order)}`,
  );
  return [
    `Date: ${order.placedAt.slice(0, 10)}`,
    `To: ${order.customer.name}`,
    ...lines,
    `Total: ${amount(order.total, order)}`,
    '',
  ].join('\n');
}
