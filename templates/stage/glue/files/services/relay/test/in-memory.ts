import { type CloudEvent, type EventStream, type Lease, LeaseLostError, type Outbox } from '@app/core';

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
  waiting: CloudEvent[];
  heldBy: string | undefined;
  fence = 0;
  readonly given: string[] = [];

  constructor(waiting: CloudEvent[]) {
    this.waiting = waiting;
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

  async pending(limit: number): Promise<CloudEvent[]> {
    return this.waiting.slice(0, limit);
  }

  async published(ids: readonly string[], lease: Lease): Promise<void> {
    if (lease.fence < this.fence) throw new LeaseLostError('a newer fence exists');
    this.waiting = this.waiting.filter(({ id }) => !ids.includes(id));
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
