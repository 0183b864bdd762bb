import {
  type Chat,
  type CloudEvent,
  type Documents,
  type Effects,
  type Mailer,
  type Order,
  receiptText,
} from '@app/core';

/** What sending a receipt needs. */
export type SendReceiptPorts = {
  readonly effects: Effects;
  readonly documents: Documents;
  readonly mailer: Mailer;
  readonly chat: Chat;
};

/**
 * The receipt's row exists exactly once: it is written together with the event's idempotency key. The mail is a step of
 * its own and happens at least once: between sending and marking there is a moment in which a crash means a second mail.
 * No order of the two steps closes it; `key` lets a mail service that knows idempotency keys drop the second one.
 */
export async function sendReceipt(
  { effects, documents, mailer, chat }: SendReceiptPorts,
  event: CloudEvent<Order>,
): Promise<void> {
  const order = event.data;
  const key = `receipt:${event.id}`;
  const text = receiptText(order);
  const to = order.customer.email;
  await effects.once(key, {
    collection: 'receipts',
    id: order.id,
    document: { orderId: order.id, eventId: event.id, text, to },
  });

  // Read the row again, even when it is new: it says what is still to do after a crash, and for an event that comes twice.
  const receipt = await documents.find('receipts', order.id);
  if (!receipt?.mailedAt) {
    await mailer.send({ key, to, subject: `Your receipt for order ${order.id}`, text });
    await documents.patch('receipts', order.id, { mailedAt: new Date().toISOString() });
  }
  if (!receipt?.saidAt) {
    await chat.say({ key, text: `New order ${order.id} from ${order.customer.name}` });
    await documents.patch('receipts', order.id, { saidAt: new Date().toISOString() });
  }
}
