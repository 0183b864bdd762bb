import { receiptText } from '@app/core';
import type { AfterOrderParts, AtThisStage } from './after-order-port.ts';
import { keepInvoice, keepReceipt, keepWords, keptInvoice, keptReceipt, searchTable } from './after-order-tables.ts';
import { sayInChat } from './chat.ts';
import { sendMail } from './mail.ts';

/**
 * Invoice, search index, receipt, e-mail and chat, all inside the request: the customer waits for the mail server, the stock stays locked
 * meanwhile, and a mail that has left cannot be called back when COMMIT fails. Stage glue replaces this file.
 */
export async function openAtThisStage({ db, telemetry }: AfterOrderParts): Promise<AtThisStage> {
  return {
    async placed(transaction, order) {
      await keepInvoice(transaction, order);
      await keepWords(transaction, order);
      const text = receiptText(order);
      await keepReceipt(transaction, { orderId: order.id, to: order.customer.email, text });
      await telemetry.span('send receipt', { kind: 'client' }, () =>
        sendMail({ to: order.customer.email, subject: `Your receipt for order ${order.id}`, text }),
      );
      await telemetry.span('say in chat', { kind: 'client' }, () =>
        sayInChat(`New order ${order.id} from ${order.customer.name}`),
      );
    },
    receiptOf: (orderId) => keptReceipt(db, orderId),
    invoiceOf: (orderId) => keptInvoice(db, orderId),
    search: (text, limit) => searchTable(db, text, limit),
    close: async () => {},
  };
}
