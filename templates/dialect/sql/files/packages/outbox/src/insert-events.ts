import type { CloudEvent } from '@app/core';

/** Whoever holds the transaction: a client between BEGIN and COMMIT. */
type Transaction = { query(sql: string, values: unknown[]): Promise<unknown> };

/** Writes events into the caller's own transaction: they are stored with its other changes, or not at all. */
export async function insertEvents(client: Transaction, events: readonly CloudEvent[]): Promise<void> {
  for (const event of events) {
    await client.query('INSERT INTO outbox (id, "key", event) VALUES ($1, $2, $3)', [
      event.id,
      event.partitionkey,
      JSON.stringify(event),
    ]);
  }
}
