import { amount, lineTotal, type Order } from '@app/core';

/** The text of an invoice. It depends on the order alone, so writing it twice gives the same invoice. */
export function writeInvoice(order: Order): string {
  const lines = order.lines.map(
    (line) => `${line.quantity} x ${line.name} (${line.sku}): ${amount(lineTotal(line), order)}`,
  );
  return [
    `INVOICE ${order.placedAt.slice(0, 4)}-${order.id.slice(0, 8)}`,
    `Date: ${order.placedAt.slice(0, 10)}`,
    `To: ${order.customer.name}`,
    ...lines,
    `Total: ${amount(order.total, order)}`,
    '',
  ].join('\n');
}
