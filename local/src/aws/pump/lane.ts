import { Bell } from './bell.ts';
import { type Delivery, deliver } from './deliver.ts';
import type { ShardRecord } from './record.ts';
import { invocationBytes } from './settings.ts';

/** One of the parallel queues of a shard. It delivers its batches one after the other. */
export class Lane {
  readonly #delivery: Delivery;
  readonly #bell = new Bell();
  #queue: ShardRecord[] = [];
  #oldestQueuedAt = 0;
  #closed = false;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
  }

  add(records: readonly ShardRecord[]): void {
    if (records.length === 0) return;
    if (this.#queue.length === 0) this.#oldestQueuedAt = this.#delivery.now();
    for (const record of records) this.#queue.push(record);
    this.#bell.ring();
  }

  /**
   * Ends the lane. No more records may be added. The queued ones are delivered without waiting for the window, then
   * `run` ends.
   */
  close(): void {
    this.#closed = true;
    this.#bell.ring();
  }

  /** Delivers until the lane is closed and empty, or the pump stops. */
  async run(): Promise<void> {
    const { signal } = this.#delivery;
    while (!signal.aborted) {
      if (this.#queue.length === 0) {
        if (this.#closed) return;
        await this.#bell.wait(signal);
        continue;
      }
      const { count, full } = this.#nextBatch();
      const windowLeft = this.#oldestQueuedAt + this.#windowMs - this.#delivery.now();
      if (!full && !this.#closed && windowLeft > 0) {
        await this.#bell.wait(signal, windowLeft);
        continue;
      }
      const batch = this.#queue.splice(0, count);
      await deliver(batch, this.#delivery);
      // The next window starts when this invocation has ended.
      this.#oldestQueuedAt = this.#delivery.now();
    }
  }

  get #windowMs(): number {
    return this.#delivery.settings.batchWindowSeconds * 1000;
  }

  /** The number of records in the next batch, and whether the batch is full. */
  #nextBatch(): { count: number; full: boolean } {
    const { batchSize } = this.#delivery.settings;
    let bytes = 0;
    let count = 0;
    for (const record of this.#queue) {
      bytes += record.data.length;
      if (count > 0 && bytes > invocationBytes) return { count, full: true };
      count += 1;
      if (count === batchSize) return { count, full: true };
    }
    return { count, full: false };
  }
}
