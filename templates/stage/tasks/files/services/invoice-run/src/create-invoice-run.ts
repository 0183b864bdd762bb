import {
  type BatchConsumer,
  type Documents,
  PermanentError,
  processInLanes,
  quarantine,
  type StreamRecord,
} from '@app/core';
import { parseEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';
import { type InvoicePorts, runInvoice } from './run-invoice.ts';

/** What the function needs. */
export type InvoiceRunPorts = InvoicePorts & { readonly documents: Documents; readonly telemetry: Telemetry };

/**
 * Runs the job of every order that was placed. A record that can never be handled goes to quarantine at once; any other failure is answered as failed, and the stream
 * brings the record again, with the later ones of its key behind it.
 */
export function createInvoiceRun(ports: InvoiceRunPorts): BatchConsumer {
  const { documents, telemetry } = ports;

  async function handle(record: StreamRecord): Promise<void> {
    try {
      const event = parseEvent(record.body);
      if (event.type !== 'shop.order.placed.v1') throw new PermanentError('an invoice is for an order that was placed');
      await telemetry.linked(event, `receive ${event.type}`, () => runInvoice(ports, event.data));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      await quarantine(documents, record, error);
    }
  }

  return (records) => telemetry.invocation('invoice-run', () => processInLanes(records, handle));
}
