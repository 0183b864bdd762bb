import { amount, lineTotal } from './money.ts';
import type { Order } from './order.ts';

/** What the page shows of an order, and all that whoever shows it has to know. */
export type OrderOnPage = {
  readonly id: string;
  readonly customerName: string;
  readonly lines: readonly Pick<Order['lines'][number], 'name' | 'quantity' | 'unitPrice'>[];
  readonly currency: string;
  readonly total: number;
  readonly placedAt: string;
};

/** What the page shows of this order. */
export function onPage({ id, customer, lines, currency, total, placedAt }: Order): OrderOnPage {
  return {
    id,
    customerName: customer.name,
    lines: lines.map(({ name, quantity, unitPrice }) => ({ name, quantity, unitPrice })),
    currency,
    total,
    placedAt,
  };
}

/** The page a customer sees when asking where the order is. */
export function orderPage(order: OrderOnPage, receiptWritten: boolean): string {
  const rows = order.lines.map(
    (line) =>
      `<tr><td>${line.quantity}</td><td>${asText(line.name)}</td><td>${amount(lineTotal(line), order)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Order ${asText(order.id)}</title></head>
  <body>
    <h1>Thank you, ${asText(order.customerName)}</h1>
    <p>Order ${asText(order.id)}, placed ${asText(order.placedAt)}.</p>
    <table>${rows.join('')}<tr><td></td><td>Total</td><td>${amount(order.total, order)}</td></tr></table>
    <p>${receiptWritten ? 'We have written your receipt.' : 'Your receipt is on its way.'}</p>
  </body>
</html>
`;
}

/** What a customer reads who asks for an order that is not there. */
export const noSuchOrder = 'There is no such order.\n';

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
