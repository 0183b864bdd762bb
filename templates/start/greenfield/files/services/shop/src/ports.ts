import type { Documents, Orders, Stock } from '@app/core';
import type { Telemetry } from '@app/telemetry';
import type { AfterOrder } from './after-order-port.ts';

/** What the shop needs from outside. Nothing in `src/` but `main.ts` knows who fills it. */
export type ShopPorts = {
  readonly orders: Orders;
  readonly stock: Stock;
  readonly documents: Documents;
  readonly afterOrder: AfterOrder;
  readonly telemetry: Telemetry;
};
