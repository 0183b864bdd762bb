import type { ShardRecord } from './record.ts';

/** Follows which records of a shard are settled. Lanes finish out of order; the checkpoint is the end of the unbroken beginning. */
export class Progress {
  #order: string[] = [];
  #head = 0;
  readonly #settled = new Set<string>();

  /** Records that were read, in the order of the shard. */
  add(records: readonly ShardRecord[]): void {
    for (const record of records) this.#order.push(record.sequenceNumber);
  }

  /** Marks records as settled, and answers the new checkpoint when it moved. */
  settle(records: readonly ShardRecord[]): string | undefined {
    for (const record of records) this.#settled.add(record.sequenceNumber);
    let moved: string | undefined;
    for (let next = this.#order[this.#head]; next !== undefined && this.#settled.delete(next); ) {
      moved = next;
      this.#head += 1;
      next = this.#order[this.#head];
    }
    // What is settled is let go of when it is most of the list: each record is moved once on the average, whatever their number.
    if (this.#head > 100 && this.#head > this.#order.length / 2) {
      this.#order = this.#order.slice(this.#head);
      this.#head = 0;
    }
    return moved;
  }

  /** How many records were read and are not behind the checkpoint. */
  get open(): number {
    return this.#order.length - this.#head;
  }
}
