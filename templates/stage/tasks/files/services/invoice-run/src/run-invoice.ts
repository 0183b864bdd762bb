import { amount, type Effects, lineTotal, type Mailer, type Order } from '@app/core';
import type { Journal } from '@app/jobs';
import type { Payments } from '@app/payments';

/** What the job needs. */
export type InvoicePorts = {
  readonly journal: Journal;
  readonly effects: Effects;
  readonly payments: Payments;
  readonly mailer: Mailer;
};

/** The steps, in their order; the gate kills the job after each of them. */
export const steps = ['charge', 'write', 'send'] as const;

/**
 * Charges an order, writes its invoice and sends it. A crash between any two steps, or in one, is made good by running the job again:
 *
 * - charge: the key depends on the order alone, so the payment service knows a repeated charge.
 * - write: the invoice and its key are one write.
 * - send: at least once; `key` lets a mail service that knows idempotency keys drop the second one.
 */
export async function runInvoice({ journal, effects, payments, mailer }: InvoicePorts, order: Order): Promise<void> {
  const { id, total, currency, customer } = order;
  const key = `invoice:${id}`;
  await journal.run(key, async (step) => {
    // A payment service refuses to charge nothing.
    const chargeId =
      total === 0
        ? null
        : (await step('charge', () => payments.charge({ key, orderId: id, amount: total, currency }))).id;
    const text = invoiceText(order, chargeId);
    await step('write', () =>
      effects.once(key, { collection: 'invoices', id, document: { orderId: id, text, chargeId } }),
    );
    await step('send', async () => {
      await mailer.send({ key, to: customer.email, subject: `Your invoice for order ${id}`, text });
      return true;
    });
  });
}

/** The text of an invoice. It depends on the order and its charge alone, so writing it twice gives the same invoice. */
function invoiceText(order: Order, chargeId: string | null): string {
  const lines = order.lines.map(
    (line) => `${line.quantity} x ${line.name} (${line.sku}): ${amount(lineTotal(line), order)}`,
  );
  return [
    `INVOICE ${order.placedAt.slice(0, 4)}-${order.id.slice(0, 8)}`,
    `Date: ${order.placedAt.slice(0, 10)}`,
    `To: ${order.customer.name}`,
    ...lines,
    `Total: ${amount(order.total, order)}`,
    chargeId === null ? 'Nothing to pay' : `Paid: charge ${chargeId}`,
    '',
  ].join('\n');
}
