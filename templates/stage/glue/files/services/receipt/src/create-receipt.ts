import { type BatchConsumer, PermanentError, processInLanes, quarantine, type StreamRecord } from '@app/core';
import { parseEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';
import { type SendReceiptPorts, sendReceipt } from './send-receipt.ts';

/** What the receipt function needs. */
export type ReceiptPorts = SendReceiptPorts & { readonly telemetry: Telemetry };

/**
 * Writes a receipt for every order that was placed. A record that can never be handled goes to quarantine at once; any
 * other failure is answered as failed, and the stream brings the record again, with the later ones of its key behind it.
 */
export function createReceipt(ports: ReceiptPorts): BatchConsumer {
  const { documents, telemetry } = ports;

  async function handle(record: StreamRecord): Promise<void> {
    try {
      const event = parseEvent(record.body);
      if (event.type !== 'shop.order.placed.v1') throw new PermanentError('a receipt is for an order that was placed');
      await telemetry.linked(event, `receive ${event.type}`, () => sendReceipt(ports, event));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      await quarantine(documents, record, error);
    }
  }

  return (records) => telemetry.invocation('receipt', () => processInLanes(records, handle));
}
