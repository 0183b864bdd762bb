import type { CloudEvent, Documents, Order } from '@app/core';
import type { Telemetry } from '@app/telemetry';

/** What happens because of an order and is not the order itself. */
export interface AfterOrder {
  /** What the order tells the world. Stored with the order, in one atomic write. */
  eventsOf(order: Order): readonly CloudEvent[];
  /** Runs when the order is stored, inside the request. */
  placed(order: Order): Promise<void>;
}

/** The part of it that a stage replaces. */
export interface AtThisStage {
  /** The events that are stored. From stage glue on all of them; `make` is called only where they are. */
  stored(make: () => readonly CloudEvent[]): readonly CloudEvent[];
  /** Does what the shop still does itself. */
  placed(order: Order): Promise<void>;
}

/** What `openAfterOrder` is given. */
export type AfterOrderPorts = { readonly documents: Documents; readonly telemetry: Telemetry };
