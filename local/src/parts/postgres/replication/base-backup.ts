import { stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { withSession } from '../session.ts';
import { copyFiles, own } from './copy-files.ts';

/** Folders whose content belongs to the running server. Postgres makes it anew. */
const emptied = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);

/** Files of the running server, and those that say which role it has. */
const left = /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|(standby|recovery)\.signal|pg_internal\.init)$/;

/**
 * Copies the data of a running primary on this machine into `folder`, while it takes writes. npm's binaries have no
 * `pg_basebackup`, so this follows the manual's low-level way. The copy holds the log that it needs to be consistent: a
 * server starts on it without the primary.
 */
export async function takeBaseBackup(primary: string, folder: string): Promise<void> {
  await withSession(primary, async (session) => {
    const { rows } = await session.query<{ from: string; start: string }>(
      `SELECT current_setting('data_directory') AS from, pg_backup_start('standby', fast => true) AS start`,
    );
    const [{ from, start } = { from: '', start: '' }] = rows;
    const owner = await stat(from);
    await copyFiles({ from, to: folder, owner, takes: isData });

    const stopped = await session.query<{ label: string; map: string; first: string; last: string }>(
      `SELECT labelfile AS label, spcmapfile AS map, pg_walfile_name($1::pg_lsn) AS first, pg_walfile_name(lsn) AS last
         FROM pg_backup_stop(wait_for_archive => false)`,
      [start],
    );
    const [{ label, map, first, last } = { label: '', map: '', first: '', last: '' }] = stopped.rows;
    const isNeeded = (name: string) => name.endsWith('.history') || (name >= first && name <= last);
    await copyFiles({ from: join(from, 'pg_wal'), to: join(folder, 'pg_wal'), owner, takes: isNeeded });

    const files = [['backup_label', label], ...(map ? [['tablespace_map', map]] : [])] as const;
    for (const [name = '', text = ''] of files) {
      await writeFile(join(folder, name), text, { mode: 0o600 });
      await own(join(folder, name), owner);
    }
  });
}

function isData(path: string): boolean {
  return !emptied.has(dirname(path)) && !left.test(basename(path)) && !path.includes(`${sep}pgsql_tmp`);
}
