import { openDatabase } from '@app/database';
import { insertEvents, migrations } from '@app/outbox';
import { migrate } from '@app/sql';
import type { AfterOrderParts, AtThisStage } from './after-order-port.ts';
import { keepInvoice, keepWords, keptInvoice, keptReceipt, searchTable } from './after-order-tables.ts';

/**
 * The order says that it was placed, in its own transaction, and knows nobody who listens.
 * Receipt, e-mail and chat are the business of `services/receipt`; whatever fails there, the order stands.
 */
export async function openAtThisStage({ db, telemetry, env }: AfterOrderParts): Promise<AtThisStage> {
  // The outbox stands in the shop's own database: only there can it share the order's transaction.
  await migrate(db.pool, migrations);
  const functions = await openDatabase(env);

  async function writtenByFunction(orderId: string): Promise<string | undefined> {
    try {
      const receipt = await functions.documents.find('receipts', orderId);
      return typeof receipt?.text === 'string' ? receipt.text : undefined;
    } catch (error) {
      // Their state may be elsewhere, and away: the shop then has no receipt to show, and nothing else changes.
      console.error(`the receipts of the functions cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  return {
    async placed(transaction, order, events) {
      await keepInvoice(transaction, order);
      await keepWords(transaction, order);
      // Made outside of the span: whoever handles the event continues the request, not the write.
      const made = events();
      await telemetry.span('write to the outbox', {}, () => insertEvents(transaction, made));
    },
    // Orders from the time before the outbox have their receipt in the shop's own table.
    receiptOf: async (orderId) => (await writtenByFunction(orderId)) ?? keptReceipt(db, orderId),
    invoiceOf: (orderId) => keptInvoice(db, orderId),
    search: (text, limit) => searchTable(db, text, limit),
    close: () => functions.close(),
  };
}
