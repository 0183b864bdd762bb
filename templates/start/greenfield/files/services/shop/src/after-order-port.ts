import type { CloudEvent, Documents, Order } from '@app/core';
import type { Telemetry } from '@app/telemetry';

/** What happens because of an order and is not the order itself. The only part of the shop that a stage replaces. */
export interface AfterOrder {
  /** What the order tells the world. Stored with the order, in one atomic write. */
  eventsOf(order: Order): readonly CloudEvent[];
  /** Runs when the order is stored, inside the request. */
  placed(order: Order): Promise<void>;
}

/** What `openAfterOrder` is given. */
export type AfterOrderPorts = { readonly documents: Documents; readonly telemetry: Telemetry };
