import {
  type CloudEvent,
  type EventStream,
  eventsOf,
  type Lease,
  LeaseLostError,
  type Outbox,
  type OutboxRow,
  type RowAside,
} from '@app/core';

/** An event of one aggregate. */
export function eventOf(id: string, key: string): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source: '/test',
    type: 'test.happened.v1',
    subject: key,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'test.happened.v1',
    partitionkey: key,
    traceparent: `00-${id.padStart(32, '0')}-00000000000000a1-01`,
    data: {},
  };
}

/** An outbox that shows what was done to it. */
export class MemoryOutbox implements Outbox {
  waiting: OutboxRow[];
  standing: RowAside[] = [];
  heldBy: string | undefined;
  fence = 0;
  readonly given: string[] = [];

  constructor(waiting: readonly CloudEvent[], others: readonly OutboxRow[] = []) {
    this.waiting = [...others, ...waiting.map((event) => ({ id: event.id, event }))];
  }

  async lease(holder: string, ttlMs: number): Promise<Lease | undefined> {
    if (this.heldBy !== undefined && this.heldBy !== holder) return undefined;
    if (ttlMs === 0) {
      this.heldBy = undefined;
      this.given.push('back');
      return undefined;
    }
    if (this.heldBy === undefined) this.fence += 1;
    this.heldBy = holder;
    return { holder, fence: this.fence, expiresAt: Date.now() + ttlMs };
  }

  async rows(limit: number): Promise<OutboxRow[]> {
    return this.waiting.slice(0, limit);
  }

  async pending(limit: number): Promise<CloudEvent[]> {
    return eventsOf(await this.rows(limit));
  }

  async published(ids: readonly string[], lease: Lease): Promise<void> {
    if (lease.fence < this.fence) throw new LeaseLostError('a newer fence exists');
    this.waiting = this.waiting.filter(({ id }) => !ids.includes(id));
  }

  async setAside(rows: readonly { readonly id: string; readonly reason: string }[], lease: Lease): Promise<void> {
    if (lease.fence < this.fence) throw new LeaseLostError('a newer fence exists');
    for (const { id, reason } of rows) this.standing.push({ id, event: this.#take(id), reason });
  }

  async aside(limit: number): Promise<RowAside[]> {
    return this.standing.slice(0, limit);
  }

  async putBack(id: string, event: CloudEvent): Promise<void> {
    this.standing = this.standing.filter((row) => row.id !== id);
    this.waiting.push({ id: event.id, event });
  }

  #take(id: string): unknown {
    const row = this.waiting.find((one) => one.id === id);
    this.waiting = this.waiting.filter((one) => one !== row);
    return row?.event;
  }
}

/** A stream that refuses an event as often as told, and what comes behind it under its key. */
export class MemoryStream implements EventStream {
  readonly records: CloudEvent[] = [];
  readonly #refusals: Map<string, number>;

  constructor(refusals: Readonly<Record<string, number>> = {}) {
    this.#refusals = new Map(Object.entries(refusals));
  }

  async publish(events: readonly CloudEvent[]): Promise<{ failed: string[] }> {
    const heldKeys = new Set<string>();
    const failed: string[] = [];
    for (const event of events) {
      const left = this.#refusals.get(event.id) ?? 0;
      if (left > 0) {
        this.#refusals.set(event.id, left - 1);
        heldKeys.add(event.partitionkey);
      }
      if (heldKeys.has(event.partitionkey)) failed.push(event.id);
      else this.records.push(event);
    }
    return { failed };
  }

  async close(): Promise<void> {}
}
