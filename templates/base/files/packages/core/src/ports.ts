import type { CloudEvent } from './event.ts';
import type { Order, OrderLine } from './order.ts';
import type { JsonObject } from './storable.ts';

/** What `orders.save` writes beside the order, in the same atomic write. */
export type SaveOptions = {
  /** Events for the outbox. They are stored with the order or not at all. */
  readonly events: readonly CloudEvent[];
  /** The version the caller has read; 0 for a new order. */
  readonly expect: number;
};

/** The orders of the shop. */
export interface Orders {
  /** One atomic call. Throws `ConflictError` when the stored version is not `expect`. */
  save(order: Order, options: SaveOptions): Promise<void>;
  find(id: string): Promise<Order | undefined>;
  /** Orders whose customer name, e-mail, id or line names contain the text; newest first. */
  search(text: string, limit: number): Promise<Order[]>;
}

/** What is on the shelf, counted per SKU. It never goes below 0. */
export interface Stock {
  list(): Promise<StockLevel[]>;
  /** Sets the level of a SKU: used by the seed and by deliveries. */
  put(level: StockLevel): Promise<void>;
  /** Takes all lines or none. Throws `OutOfStockError` with the first SKU that is short. */
  reserve(lines: readonly OrderLine[]): Promise<void>;
  /** Gives back what `reserve` took, when the order could not be saved. */
  release(lines: readonly OrderLine[]): Promise<void>;
}

/** One SKU on the shelf. `unitPrice` is in minor units: cents, yen. */
export type StockLevel = {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: number;
  readonly available: number;
};

/** The right to publish, for a while. `fence` grows with every new holder: a late writer is recognised by its old number. */
export type Lease = { readonly holder: string; readonly fence: number; readonly expiresAt: number };

/**
 * A row of the outbox as somebody wrote it, maybe in another language: `event` is whatever stands there. Where nobody can read it as it was
 * written, it is `undefined`, and `unreadable` says why.
 */
export type OutboxRow = { readonly id: string; readonly event: unknown; readonly unreadable?: string };

/** A row that can never go out as it is, and why. */
export type RowAside = OutboxRow & { readonly reason: string };

/** Events that are stored and not yet on the stream. */
export interface Outbox {
  /** Takes or renews the lease for `ttlMs`; `undefined` while somebody else holds it. `ttlMs` 0 gives it back. */
  lease(holder: string, ttlMs: number): Promise<Lease | undefined>;
  /** The oldest rows that wait, as they were written, in order per partition key: neither published nor set aside. */
  rows(limit: number): Promise<OutboxRow[]>;
  /** The events among `rows`, for whoever only looks. */
  pending(limit: number): Promise<CloudEvent[]>;
  /** Marks events as published. Throws `LeaseLostError` when a newer fence exists. */
  published(ids: readonly string[], lease: Lease): Promise<void>;
  /** Rows that can never go out wait no longer, and keep the reason. Throws `LeaseLostError` when a newer fence exists. */
  setAside(rows: readonly { readonly id: string; readonly reason: string }[], lease: Lease): Promise<void>;
  /** The rows that stand aside, oldest first. */
  aside(limit: number): Promise<RowAside[]>;
  /** A row that stands aside waits again, with this event in it. Throws `NotFoundError` when no such row stands aside. */
  putBack(id: string, event: CloudEvent): Promise<void>;
}

/** A state change that happens together with its idempotency key. */
export type Change = { readonly collection: string; readonly id: string; readonly document: JsonObject };

/** Idempotent effects. */
export interface Effects {
  /** Stores the key and the change in one atomic write; `duplicate` when the key was there (the change is then not made). */
  once(key: string, change: Change): Promise<'applied' | 'duplicate'>;
}

/** Small documents of the new functions, by collection and id. */
export interface Documents {
  find(collection: string, id: string): Promise<JsonObject | undefined>;
  /** Sets the given fields of a document that exists. Throws `NotFoundError` otherwise. */
  patch(collection: string, id: string, fields: JsonObject): Promise<void>;
  /** Writes the document whole, new or not. */
  put(collection: string, id: string, document: JsonObject): Promise<void>;
  /** All documents of a collection, oldest id first. For tests, runbooks and small collections. */
  list(collection: string, limit: number): Promise<{ id: string; document: JsonObject }[]>;
}

/** What `packages/database` opens: where the new functions keep their state. */
export interface Database {
  readonly effects: Effects;
  readonly documents: Documents;
  close(): Promise<void>;
}

/** The way out to the stream. */
export interface EventStream {
  /**
   * Publishes in order per partition key. Answers the ids that did not get through; a later event of a failed key is held back and is in the
   * answer too. `bodyOf` gives the body that an event came in, which then goes out byte for byte; without it the event is written as JSON.
   */
  publish(
    events: readonly CloudEvent[],
    bodyOf?: (event: CloudEvent) => string | Uint8Array,
  ): Promise<{ readonly failed: readonly string[] }>;
  /** Why the stream can never take this event, whoever asks and whenever; `undefined` when it can. Without this it takes all. */
  refuses?(event: CloudEvent): string | undefined;
  close(): Promise<void>;
}

/** One record as a consumer sees it, whatever the provider. `body` is not yet checked: its text, or the bytes that came when they are not UTF-8. */
export type StreamRecord = { readonly id: string; readonly key: string; readonly body: string | Uint8Array };

/** A consumer of a batch. Answers the ids of the records to be tried again. */
export type BatchConsumer = (records: readonly StreamRecord[]) => Promise<{ readonly failed: readonly string[] }>;

/** E-mail. Sending happens at least once: `key` lets a provider that can drop the second one. */
export interface Mailer {
  send(mail: {
    readonly key: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<void>;
}

/** A line in the team's chat. */
export interface Chat {
  say(message: { readonly key: string; readonly text: string }): Promise<void>;
}
