import { searchOrders } from '@app/core/order-search';
import { openDatabase } from '@app/database';
import { insertEvents, migrations } from '@app/outbox';
import { migrate } from '@app/sql';
import type { AfterOrderParts, AtThisStage } from './after-order-port.ts';
import { keptInvoice, keptReceipt, searchTable } from './after-order-tables.ts';

/**
 * The order says that it was placed, in its own transaction, and knows nobody who listens. Receipt, invoice and search index are written
 * by functions; whatever fails there, the order stands. What the shop wrote before it had functions is still read from its own tables.
 */
export async function openAtThisStage({ db, telemetry, env }: AfterOrderParts): Promise<AtThisStage> {
  // The outbox stands in the shop's own database: only there can it share the order's transaction.
  await migrate(db.pool, migrations);
  const functions = await openDatabase(env);

  /** Their state may be elsewhere, and away: the shop then has nothing of it to show, and nothing else changes. */
  async function ofFunctions<Found>(what: string, read: () => Promise<Found>): Promise<Found | undefined> {
    try {
      return await read();
    } catch (error) {
      console.error(`${what} of the functions cannot be read: ${(error as Error).message}`);
      return undefined;
    }
  }

  async function textOf(collection: string, orderId: string): Promise<string | undefined> {
    const document = await ofFunctions(collection, () => functions.documents.find(collection, orderId));
    return typeof document?.text === 'string' ? document.text : undefined;
  }

  return {
    async placed(transaction, _order, events) {
      // Made outside of the span: whoever handles the event continues the request, not the write.
      const made = events();
      await telemetry.span('write to the outbox', {}, () => insertEvents(transaction, made));
    },
    receiptOf: async (orderId) => (await textOf('receipts', orderId)) ?? keptReceipt(db, orderId),
    invoiceOf: async (orderId) => (await textOf('invoices', orderId)) ?? keptInvoice(db, orderId),
    async search(text, limit) {
      const indexed = await ofFunctions('search', () => searchOrders(functions.documents, text, limit));
      const before = await searchTable(db, text, limit);
      return [...new Set([...(indexed ?? []), ...before])].slice(0, limit);
    },
    close: () => functions.close(),
  };
}
