import type { CloudEvent, Order } from '@app/core';
import { makeEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';
import type { AfterOrder, AfterOrderPorts } from './after-order-port.ts';
import { openAtThisStage } from './at-this-stage.ts';

/**
 * What an order causes. This file is yours, and every stage leaves it alone: add here what your shop does for an order.
 * A stage replaces `at-this-stage.ts`: what the shop still does itself, and what functions do for it.
 */
export function openAfterOrder(ports: AfterOrderPorts): AfterOrder {
  const atThisStage = openAtThisStage(ports);
  return {
    eventsOf: (order) => atThisStage.stored(() => eventsOf(order, ports.telemetry)),
    async placed(order) {
      await atThisStage.placed(order);
    },
  };
}

/** What an order tells the world, with all that a consumer needs. Stage observe has no relay yet and does not ask for it. */
function eventsOf(order: Order, telemetry: Telemetry): readonly CloudEvent[] {
  return [
    makeEvent('shop.order.placed.v1', {
      subject: order.id,
      data: order,
      ...telemetry.inject(),
    }),
  ];
}
