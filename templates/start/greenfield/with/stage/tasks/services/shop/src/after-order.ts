import { makeEvent } from '@app/events';
import type { AfterOrder, AfterOrderPorts } from './after-order-port.ts';

/**
 * The order says that it was placed, in its own write, and knows nobody who listens.
 * Receipt, e-mail and chat are the business of `services/receipt`; whatever fails there, the order stands.
 */
export function openAfterOrder({ telemetry }: AfterOrderPorts): AfterOrder {
  return {
    eventsOf: (order) => [makeEvent('shop.order.placed.v1', { subject: order.id, data: order, ...telemetry.inject() })],
    placed: async () => {},
  };
}
