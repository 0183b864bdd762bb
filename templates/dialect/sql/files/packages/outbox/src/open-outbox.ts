import { eventsOf, LeaseLostError, NotFoundError, type Outbox, type OutboxRow, rowOf } from '@app/core';
import { type Env, openDb, places, type Select, sql, type Transaction } from '@app/sql';

type Found = { id: string; event: string | null; bytes: number };
type LeaseRow = { holder: string; fence: string | number; expires_at: Date };

/** `mostBytes`: what one look reads. By itself it is more than any stream takes as one record. */
export type OutboxSettings = { readonly mostBytes?: number };

/**
 * The outbox in a SQL database.
 *
 * The lease is a row with an expiry by the server's clock. An advisory lock would be shorter, but behind a
 * transaction-mode pooler every replica gets it. `pending` reads what is not yet published, never "after the last
 * number": numbers are taken before the commit, so a slow transaction becomes visible behind a cursor and is lost.
 */
export async function openOutbox(
  env: Env,
  { mostBytes = 16 * 1024 * 1024 }: OutboxSettings = {},
): Promise<Outbox & { close(): Promise<void> }> {
  const db = openDb(env);

  async function rows(limit: number): Promise<OutboxRow[]> {
    const found = await db.read<Found>(oldestRows('published_at IS NULL AND set_aside_at IS NULL'), [limit, mostBytes]);
    return found.map(readRow);
  }

  return {
    lease: (holder, ttlMs) =>
      db.write(async (client) => {
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

    rows,
    pending: async (limit) => eventsOf(await rows(limit)),

    published: (ids, { fence }) =>
      db.write(async (client) => {
        await holdFence(client, fence);
        if (ids.length === 0) return;
        await client.query(
          `UPDATE outbox SET published_at = ${sql.now} WHERE id IN (${places(ids)}) AND published_at IS NULL`,
          [...ids],
        );
      }),

    setAside: (unfit, { fence }) =>
      db.write(async (client) => {
        await holdFence(client, fence);
        for (const { id, reason } of unfit) {
          await client.query(
            `UPDATE outbox SET set_aside_at = ${sql.now}, reason = $2 WHERE id = $1 AND published_at IS NULL`,
            [id, reason],
          );
        }
      }),

    async aside(limit) {
      const found = await db.read<Found & { reason: string }>(
        oldestRows('published_at IS NULL AND set_aside_at IS NOT NULL', Number.MAX_SAFE_INTEGER),
        [limit, mostBytes],
      );
      return found.map((row) => ({ ...readRow(row), reason: row.reason }));
    },

    async putBack(id, event) {
      const { rowCount } = await db.change(
        `UPDATE outbox SET id = $2, "key" = $3, event = $4, set_aside_at = NULL, reason = NULL
         WHERE id = $1 AND published_at IS NULL AND set_aside_at IS NOT NULL`,
        [id, event.id, event.partitionkey, JSON.stringify(event)],
      );
      if (rowCount === 0) throw new NotFoundError(`No row ${id} of the outbox stands aside.`);
    },

    close: db.close,
  };
}

/**
 * The oldest rows that meet a condition, `$1` of them at most. What is over `$2` bytes comes without its event, and the events of one answer
 * have no more than `all` bytes together: a function with little memory must not die of what somebody wrote.
 */
function oldestRows(condition: string, all: number | string = '$2'): Select {
  return `SELECT id, reason, bytes, CASE WHEN bytes <= $2 THEN ${sql.textOf('event')} END AS event
          FROM (
            SELECT id, position, reason, event, bytes,
                   SUM(CASE WHEN bytes <= $2 THEN bytes ELSE 0 END) OVER (ORDER BY position) AS total
            FROM (
              SELECT id, position, reason, event, ${sql.bytes('event')} AS bytes
              FROM outbox WHERE ${condition} ORDER BY position LIMIT $1
            ) oldest
          ) counted
          WHERE total <= ${all}
          ORDER BY position`;
}

function readRow({ id, event, bytes }: Found): OutboxRow {
  if (event !== null) return rowOf(id, event);
  return { id, event: undefined, unreadable: `is ${bytes} bytes large, which no stream takes` };
}

/** Holds the row of the lease until the commit: a new holder waits, so the fence cannot change in between. */
async function holdFence(client: Transaction, fence: number): Promise<void> {
  const { rows } = await client.query<LeaseRow>(`SELECT fence FROM outbox_lease ${sql.share}`);
  if (Number(rows[0]?.fence) !== fence) throw new LeaseLostError(`The lease with fence ${fence} is over.`);
}
