import type { Order } from '@app/core';
import { amount } from './invoice-text.ts';

/** The page a customer sees when asking where the order is. */
export function orderPage(order: Order, receiptSent: boolean): string {
  const rows = order.lines.map(
    (line) =>
      `<tr><td>${line.quantity}</td><td>${escape(line.name)}</td><td>${amount(line.quantity * line.unitPrice, order)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Order ${escape(order.id)}</title></head>
  <body>
    <h1>Thank you, ${escape(order.customer.name)}</h1>
    <p>Order ${escape(order.id)}, placed ${escape(order.placedAt)}.</p>
    <table>${rows.join('')}<tr><td></td><td>Total</td><td>${amount(order.total, order)}</td></tr></table>
    <p>${receiptSent ? 'We have written your receipt.' : 'Your receipt is on its way.'}</p>
  </body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
