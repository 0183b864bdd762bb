import {
  type BatchConsumer,
  type CloudEvent,
  type Documents,
  type Effects,
  type Order,
  onPage,
  PermanentError,
  processInLanes,
  quarantine,
  type StreamRecord,
} from '@app/core';
import { parseEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';

/** What the projection needs. */
export type OrderStatusPorts = {
  readonly effects: Effects;
  readonly documents: Documents;
  readonly telemetry: Telemetry;
};

/**
 * Keeps one document per order, `order-status/<order id>`, with what the status page shows and nothing else: the page then asks
 * nobody. A record that can never be handled goes to quarantine at once; any other failure comes again.
 */
export function createOrderStatus({ effects, documents, telemetry }: OrderStatusPorts): BatchConsumer {
  async function project(event: CloudEvent<Order>): Promise<void> {
    const order = event.data;
    await effects.once(`order-status:${event.id}`, {
      collection: 'order-status',
      id: order.id,
      document: { ...onPage(order), eventId: event.id },
    });
  }

  async function handle(record: StreamRecord): Promise<void> {
    try {
      const event = parseEvent(record.body);
      if (event.type !== 'shop.order.placed.v1')
        throw new PermanentError('a status begins with an order that was placed');
      await telemetry.linked(event, `receive ${event.type}`, () => project(event));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      await quarantine(documents, record, error);
    }
  }

  return (records) => telemetry.invocation('order-status', () => processInLanes(records, handle));
}
