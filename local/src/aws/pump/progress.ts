import type { ShardRecord } from './record.ts';

/**
 * Tracks which records of a shard are settled. Lanes finish out of order, so the checkpoint is the last record before
 * which all are settled.
 */
export class Progress {
  #order: string[] = [];
  #head = 0;
  readonly #settled = new Set<string>();

  /** Adds records that were read, in the order of the shard. */
  add(records: readonly ShardRecord[]): void {
    for (const record of records) this.#order.push(record.sequenceNumber);
  }

  /** Marks records as settled. Answers the new checkpoint when it moved. */
  settle(records: readonly ShardRecord[]): string | undefined {
    for (const record of records) this.#settled.add(record.sequenceNumber);
    let moved: string | undefined;
    for (let next = this.#order[this.#head]; next !== undefined && this.#settled.delete(next); ) {
      moved = next;
      this.#head += 1;
      next = this.#order[this.#head];
    }
    // Settled records are removed once they are most of the list. So each record is moved about once, however many
    // there are.
    if (this.#head > 100 && this.#head > this.#order.length / 2) {
      this.#order = this.#order.slice(this.#head);
      this.#head = 0;
    }
    return moved;
  }

  /** How many records were read and are still behind the checkpoint. */
  get open(): number {
    return this.#order.length - this.#head;
  }
}
