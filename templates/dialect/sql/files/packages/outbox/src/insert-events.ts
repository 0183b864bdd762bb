import type { CloudEvent } from '@app/core';
import type { Transaction } from '@app/sql';

/** Writes events into the caller's own transaction: they are stored with its other changes, or not at all. */
export async function insertEvents(transaction: Transaction, events: readonly CloudEvent[]): Promise<void> {
  for (const event of events) {
    await transaction.query('INSERT INTO outbox (id, "key", event) VALUES ($1, $2, $3)', [
      event.id,
      event.partitionkey,
      JSON.stringify(event),
    ]);
  }
}
