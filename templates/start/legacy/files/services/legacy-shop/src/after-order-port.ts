import type { CloudEvent, Order } from '@app/core';
import type { Telemetry } from '@app/telemetry';
import type { Db, Transaction } from './db.ts';

/** What happens because of an order and is not the order itself. */
export interface AfterOrder {
  /** Runs in the order's transaction: what it throws rolls the order back. */
  placed(transaction: Transaction, order: Order): Promise<void>;
  /** The text of the receipt, as soon as there is one. */
  receiptOf(orderId: string): Promise<string | undefined>;
  /** The text of the invoice, as soon as there is one. */
  invoiceOf(orderId: string): Promise<string | undefined>;
  /** The ids of the orders that have this text written on them, newest first. */
  search(text: string, limit: number): Promise<string[]>;
  close(): Promise<void>;
}

/** The part of it that a stage replaces. */
export interface AtThisStage extends Omit<AfterOrder, 'placed'> {
  /** Does what the shop still does itself. From stage glue on it stores the events, which are made when it asks for them. */
  placed(transaction: Transaction, order: Order, events: () => readonly CloudEvent[]): Promise<void>;
}

/** What `openAfterOrder` is given. */
export type AfterOrderParts = {
  readonly db: Db;
  readonly telemetry: Telemetry;
  readonly env: Readonly<Record<string, string | undefined>>;
};
