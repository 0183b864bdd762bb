import { withSession } from '../session.ts';

/** A primary takes writes. A standby follows a primary and refuses them. */
export type Role = 'primary' | 'standby';

/** How far a standby is behind. */
export type Lag = {
  /** The log that the primary has written and the standby has not applied. Undefined when the primary does not answer. */
  readonly bytes: number | undefined;
  /** The age of the last heartbeat that arrived. Undefined when none ever did. */
  readonly ms: number | undefined;
};

/** The role of the server at `url`. */
export async function roleOf(url: string): Promise<Role> {
  return withSession(url, async (session) => {
    const { rows } = await session.query<{ follows: boolean }>('SELECT pg_is_in_recovery() AS follows');
    return rows[0]?.follows ? 'standby' : 'primary';
  });
}

/**
 * How far the standby is behind the primary. The milliseconds come from a heartbeat: the time of the last replayed
 * transaction grows old on a primary that nobody writes to.
 */
export async function lagOf(standby: string, primary: string): Promise<Lag> {
  const { ms, applied } = await withSession(standby, async (session) => {
    const { rows } = await session.query<{ applied: string; beats: boolean }>(
      `SELECT pg_last_wal_replay_lsn() AS applied, to_regclass('replication.heartbeat') IS NOT NULL AS beats`,
    );
    const [{ applied, beats } = { applied: '', beats: false }] = rows;
    if (!beats) return { applied, ms: undefined };
    const aged = await session.query<{ ms: number }>(
      `SELECT extract(epoch FROM clock_timestamp() - at)::float * 1000 AS ms FROM replication.heartbeat`,
    );
    return { applied, ms: aged.rows[0]?.ms };
  });
  return { ms, bytes: await bytesSince(applied, primary).catch(() => undefined) };
}

async function bytesSince(applied: string, primary: string): Promise<number | undefined> {
  return withSession(primary, async (session) => {
    const { rows } = await session.query<{ bytes: number }>(
      'SELECT greatest(0, pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn))::float AS bytes',
      [applied],
    );
    return rows[0]?.bytes;
  });
}
