import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { insertEvents } from '@app/outbox';
import type { AfterOrder, AfterOrderParts } from './after-order-port.ts';
import { keptReceipt } from './receipts-table.ts';

/**
 * The order says that it was placed, in its own transaction, and knows nobody who listens.
 * Receipt, e-mail and chat are the business of `services/receipt`; whatever fails there, the order stands.
 */
export async function openAfterOrder({ db, telemetry, env }: AfterOrderParts): Promise<AfterOrder> {
  const database = await openDatabase(env);
  return {
    async placed(client, order) {
      await insertEvents(client, [
        makeEvent('shop.order.placed.v1', { subject: order.id, data: order, ...telemetry.inject() }),
      ]);
    },
    async receiptOf(orderId) {
      const receipt = await database.documents.find('receipts', orderId);
      // Orders from the time before the outbox have their receipt in the shop's own table.
      return typeof receipt?.text === 'string' ? receipt.text : keptReceipt(db, orderId);
    },
    close: () => database.close(),
  };
}
