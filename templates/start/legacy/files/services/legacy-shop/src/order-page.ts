import { amount, lineTotal, type Order } from '@app/core';

/** The page a customer sees when asking where the order is. */
export function orderPage(order: Order, receiptSent: boolean): string {
  const rows = order.lines.map(
    (line) =>
      `<tr><td>${line.quantity}</td><td>${asText(line.name)}</td><td>${amount(lineTotal(line), order)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Order ${asText(order.id)}</title></head>
  <body>
    <h1>Thank you, ${asText(order.customer.name)}</h1>
    <p>Order ${asText(order.id)}, placed ${asText(order.placedAt)}.</p>
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

function asText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
