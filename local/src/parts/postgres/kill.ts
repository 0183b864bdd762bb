import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../until.ts';
import type { PostgresServer } from './server.ts';
import { withSession } from './session.ts';

/**
 * `kill -9` on a server and all its processes, so that none of them finishes a commit or sends a last row. Answers when
 * they are gone, and its guardian with them. A server that was started with `keep` can be started again.
 */
export async function killPostgres({ url, guardian }: PostgresServer): Promise<void> {
  const pids = await withSession(url, async (session) => {
    const { rows } = await session.query<{ folder: string; pid: number }>(
      `SELECT current_setting('data_directory') AS folder, pid FROM pg_stat_activity`,
    );
    const postmaster = Number.parseInt(readFileSync(join(rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8'), 10);
    // The postmaster goes first: it would start the others again.
    const found = [postmaster, ...rows.map((row) => row.pid)];
    for (const pid of found) end(pid);
    return found;
  });
  await until(`the processes of ${url} are gone`, () => ![...pids, guardian].some(isAlive));
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether a process runs. A dead one that nobody has asked for yet is still in the table of processes. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return process.platform !== 'linux' || (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
