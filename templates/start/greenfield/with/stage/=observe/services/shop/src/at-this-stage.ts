import { receiptText } from '@app/core';
import type { AfterOrderPorts, AtThisStage } from './after-order-port.ts';
import { sayInChat } from './receipts/chat.ts';
import { sendMail } from './receipts/mail.ts';

/**
 * Receipt, e-mail and chat, all inside the request: the customer waits for the mail server, and what fails here is
 * logged and lost, since nobody tries again. Stage glue replaces this file.
 */
export function openAtThisStage({ documents, telemetry }: AfterOrderPorts): AtThisStage {
  return {
    stored: () => [],
    async placed(order) {
      const text = receiptText(order);
      try {
        await documents.put('receipts', order.id, { orderId: order.id, to: order.customer.email, text });
        await telemetry.span('send receipt', { kind: 'client' }, () =>
          sendMail({ to: order.customer.email, subject: `Your receipt for order ${order.id}`, text }),
        );
        await telemetry.span('say in chat', { kind: 'client' }, () =>
          sayInChat(`New order ${order.id} from ${order.customer.name}`),
        );
      } catch (error) {
        console.error(`the receipt of order ${order.id} is lost`, error);
      }
    },
  };
}
