import type pg from 'pg';
import { until } from '../../../until.ts';
import type { PostgresServer } from '../server.ts';
import { withSession } from '../session.ts';
import { promote } from './promote.ts';
import { roleOf } from './state.ts';

/** The two servers of a planned switch. */
export type SwitchOptions = {
  readonly primary: PostgresServer;
  /** The URL of the standby that becomes the primary. */
  readonly standby: string;
  /** How long the standby may stay without progress. */
  readonly patienceMs?: number;
};

/**
 * A planned switch. The primary stops taking writes, the standby applies the last of them, the primary is stopped, and
 * the standby takes over: nothing is lost. Can be called again after a kill. Throws when the standby does not catch up;
 * the primary takes writes again then.
 */
export async function switchOver({ primary, standby, patienceMs = 30_000 }: SwitchOptions): Promise<void> {
  if ((await roleOf(standby)) === 'standby') {
    if ((await roleOf(primary.url)) !== 'primary') {
      throw new Error(`${primary.url} is a standby, too: a planned switch needs a primary that runs`);
    }
    await closeAndCatchUp(primary.url, standby, patienceMs);
  }
  await primary.stop();
  await promote(standby);
}

async function closeAndCatchUp(primary: string, standby: string, patienceMs: number): Promise<void> {
  await withSession(primary, async (session) => {
    await setReadOnly(session, true);
    try {
      await untilClosed(primary);
      await endOthers(session);
      // The mark is written behind everything else, and to the disk: also behind commits that did not wait for it.
      const { rows } = await session.query<{ last: string }>(
        `SELECT pg_logical_emit_message(false, 'switch', '', true) AS last`,
      );
      await untilApplied(standby, rows[0]?.last ?? '', patienceMs);
    } catch (error) {
      await setReadOnly(session, false);
      throw error;
    }
  });
}

async function setReadOnly(session: pg.Client, isReadOnly: boolean): Promise<void> {
  await session.query(
    `ALTER SYSTEM ${isReadOnly ? 'SET' : 'RESET'} default_transaction_read_only ${isReadOnly ? '= on' : ''}`,
  );
  await session.query('SELECT pg_reload_conf()');
}

/** The server reads its settings when it gets to it. From then on every new session is closed to writes. */
async function untilClosed(primary: string): Promise<void> {
  await until('new sessions of the primary are read-only', () =>
    withSession(primary, async (session) => {
      const { rows } = await session.query<{ on: boolean }>(
        `SELECT current_setting('default_transaction_read_only') = 'on' AS on`,
      );
      return rows[0]?.on ?? false;
    }),
  );
}

/** Ends the sessions that were open before, and with them their transactions. */
async function endOthers(session: pg.Client): Promise<void> {
  const { rows } = await session.query<{ pid: number }>(
    `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> 'guardian'`,
  );
  const pids = rows.map(({ pid }) => pid);
  await until('the sessions that could write are gone', async () => {
    const still = await session.query('SELECT FROM pg_stat_activity WHERE pid = ANY ($1)', [pids]);
    return still.rowCount === 0;
  });
}

async function untilApplied(standby: string, last: string, patienceMs: number): Promise<void> {
  let behind: number | undefined;
  await withSession(standby, (session) =>
    until(
      'the standby has applied the last write of the primary; is the link cut?',
      async () => {
        const { rows } = await session.query<{ behind: number }>(
          'SELECT pg_wal_lsn_diff($1::pg_lsn, pg_last_wal_replay_lsn())::float AS behind',
          [last],
        );
        behind = rows[0]?.behind;
        return behind !== undefined && behind <= 0;
      },
      { patienceMs, progress: () => behind },
    ),
  );
}
