import { type CloudEvent, LeaseLostError, type Outbox } from '@app/core';
import { type Env, openPool, places, read, sql, transaction } from '@app/sql';

type LeaseRow = { holder: string; fence: string | number; expires_at: Date };

/**
 * The outbox in a SQL database.
 *
 * The lease is a row with an expiry by the server's clock. An advisory lock would be shorter, but behind a
 * transaction-mode pooler every replica gets it. `pending` reads what is not yet published, never "after the last
 * number": numbers are taken before the commit, so a slow transaction becomes visible behind a cursor and is lost.
 */
export async function openOutbox(env: Env): Promise<Outbox & { close(): Promise<void> }> {
  const { pool, close } = openPool(env);
  return {
    lease: (holder, ttlMs) =>
      transaction(pool, async (client) => {
        // The fence grows when the holder changes or the lease had run out: in both cases somebody else may have written.
        // It comes first: in some engines what is set here is already the new value in the next line.
        const { rowCount } = await client.query(
          `UPDATE outbox_lease
           SET fence = fence + CASE WHEN holder = $1 AND expires_at > ${sql.clock} THEN 0 ELSE 1 END,
               holder = $1,
               expires_at = ${sql.later('$2')}
           WHERE holder = $1 OR expires_at <= ${sql.clock}`,
          [holder, ttlMs],
        );
        if (rowCount === 0) return undefined;
        const { rows } = await client.query<LeaseRow>('SELECT holder, fence, expires_at FROM outbox_lease');
        const [row] = rows;
        return row && { holder: row.holder, fence: Number(row.fence), expiresAt: row.expires_at.getTime() };
      }),

    async pending(limit) {
      const pending = 'SELECT event FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT $1';
      return (await read<{ event: CloudEvent }>(pool, pending, [limit])).map(({ event }) => event);
    },

    published: (ids, { fence }) =>
      transaction(pool, async (client) => {
        // Holds the row until the commit: a new holder waits, so the fence cannot change in between.
        const { rows } = await client.query<LeaseRow>(`SELECT fence FROM outbox_lease ${sql.share}`);
        if (Number(rows[0]?.fence) !== fence) throw new LeaseLostError(`The lease with fence ${fence} is over.`);
        if (ids.length === 0) return;
        await client.query(
          `UPDATE outbox SET published_at = ${sql.now} WHERE id IN (${places(ids)}) AND published_at IS NULL`,
          [...ids],
        );
      }),

    close,
  };
}
