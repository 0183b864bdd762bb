import type { Telemetry } from '@app/telemetry';
import type { AfterOrder } from './after-order-port.ts';
import type { Db } from './db.ts';

/** What the shop is made of. */
export type ShopParts = {
  readonly db: Db;
  readonly telemetry: Telemetry;
  readonly afterOrder: AfterOrder;
};
