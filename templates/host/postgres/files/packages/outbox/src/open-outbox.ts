import { type CloudEvent, LeaseLostError, type Outbox } from '@app/core';
import { type Env, openPool, read, transaction } from '@app/postgres';

type LeaseRow = { holder: string; fence: string; expires_at: Date };

/**
 * The outbox in Postgres.
 *
 * The lease is a row with an expiry by the server's clock. An advisory lock would be shorter, but behind a
 * transaction-mode pooler every replica gets it. `pending` reads what is not yet published, never "after the last
 * number": numbers are taken before the commit, so a slow transaction becomes visible behind a cursor and is lost.
 */
export async function openOutbox(env: Env): Promise<Outbox & { close(): Promise<void> }> {
  const { pool, close } = openPool(env);
  return {
    async lease(holder, ttlMs) {
      // The fence grows when the holder changes or the lease had run out: in both cases somebody else may have written.
      const { rows } = await pool.query<LeaseRow>(
        `UPDATE outbox_lease
         SET holder = $1,
             fence = fence + CASE WHEN holder = $1 AND expires_at > clock_timestamp() THEN 0 ELSE 1 END,
             expires_at = clock_timestamp() + $2 * interval '1 millisecond'
         WHERE holder = $1 OR expires_at <= clock_timestamp()
         RETURNING holder, fence, expires_at`,
        [holder, ttlMs],
      );
      const [row] = rows;
      return row && { holder: row.holder, fence: Number(row.fence), expiresAt: row.expires_at.getTime() };
    },

    async pending(limit) {
      const sql = 'SELECT event FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT $1';
      return (await read<{ event: CloudEvent }>(pool, sql, [limit])).map(({ event }) => event);
    },

    published: (ids, { fence }) =>
      transaction(pool, async (client) => {
        // Holds the row until the commit: a new holder waits, so the fence cannot change in between.
        const { rows } = await client.query<LeaseRow>('SELECT fence FROM outbox_lease FOR SHARE');
        if (Number(rows[0]?.fence) !== fence) throw new LeaseLostError(`The lease with fence ${fence} is over.`);
        await client.query('UPDATE outbox SET published_at = now() WHERE id = ANY ($1) AND published_at IS NULL', [
          ids,
        ]);
      }),

    close,
  };
}
