import { withSession } from '../session.ts';

const patienceS = 60;

/**
 * Makes the standby at `url` a primary. It needs nothing from the old primary, and rows that have not arrived are lost.
 * A server that is a primary already stays one.
 */
export async function promote(url: string): Promise<void> {
  await withSession(url, async (session) => {
    const { rows } = await session.query<{ isPrimary: boolean }>(
      'SELECT NOT pg_is_in_recovery() OR pg_promote(wait => true, wait_seconds => $1) AS "isPrimary"',
      [patienceS],
    );
    if (!rows[0]?.isPrimary) throw new Error(`${hostOf(url)} is still a standby after ${patienceS} s: read its log`);
    // The copy may come from a primary that a planned switch had closed.
    await session.query('ALTER SYSTEM RESET default_transaction_read_only');
    await session.query('SELECT pg_reload_conf()');
  });
}

function hostOf(url: string): string {
  return new URL(url).host;
}
