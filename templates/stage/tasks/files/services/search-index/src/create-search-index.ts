import {
  type BatchConsumer,
  type Documents,
  type Effects,
  PermanentError,
  processInLanes,
  quarantine,
  type StreamRecord,
} from '@app/core';
import { indexOrder } from '@app/core/order-search';
import { parseEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';

/** What the function needs. */
export type SearchIndexPorts = { readonly effects: Effects } & {
  readonly documents: Documents;
  readonly telemetry: Telemetry;
};

/**
 * Makes every order that was placed findable. A record that can never be handled goes to quarantine at once; any other failure is answered as failed, and the stream
 * brings the record again, with the later ones of its key behind it.
 */
export function createSearchIndex(ports: SearchIndexPorts): BatchConsumer {
  const { documents, telemetry } = ports;

  async function handle(record: StreamRecord): Promise<void> {
    try {
      const event = parseEvent(record.body);
      if (event.type !== 'shop.order.placed.v1') throw new PermanentError('only an order that was placed is indexed');
      await telemetry.linked(event, `receive ${event.type}`, () => indexOrder(ports, event.data));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      await quarantine(documents, record, error);
    }
  }

  return (records) => telemetry.invocation('search-index', () => processInLanes(records, handle));
}
