import { appendFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastingPort } from '../../../free-port.ts';
import { replaceFolder, settleFolder, stagedFolder } from '../folder.ts';
import { endLeftover } from '../leftover.ts';
import { type PostgresServer, type ServerOptions, startPostgres } from '../server.ts';
import { takeBaseBackup } from './base-backup.ts';
import { own } from './copy-files.ts';
import { replicationSettings } from './settings.ts';

/** What a standby needs to start. */
export type StandbyOptions = ServerOptions & {
  /** The folder of its data. What it held is replaced. */
  readonly dataDir: string;
  /** The URL of the running primary, of which a copy is made. It must be on this machine. */
  readonly primary: string;
  /** The URL under which it follows the primary: that of a link. */
  readonly through: string;
};

/**
 * Starts a server that can be primary or standby. The folder decides: a new one becomes a primary, and every other comes
 * back in the role that it had.
 */
export async function startReplicated(dataDir: string, options: ServerOptions = {}): Promise<PostgresServer> {
  return startPostgres(dataDir, true, {
    ...options,
    // Links lead to it, also after a restart.
    port: options.port ?? (await lastingPort()),
    settings: [...replicationSettings, ...(options.settings ?? [])],
  });
}

/**
 * Makes a fresh copy of the primary and starts it as a standby. An old primary comes back in the same way, because
 * without a copy it never catches up. A kill leaves the folder with its old content or with the new one. Throws when a
 * server runs on the folder.
 */
export async function startStandby({ dataDir, primary, through, ...options }: StandbyOptions): Promise<PostgresServer> {
  await endLeftover(dataDir);
  settleFolder(dataDir);
  const staged = stagedFolder(dataDir);
  try {
    await takeBaseBackup(primary, staged);
    await follow(staged, through);
  } catch (error) {
    await rm(staged, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  replaceFolder(dataDir);
  return startReplicated(dataDir, options);
}

/** Makes the server of a folder a standby that follows `url`, from its next start on. */
async function follow(folder: string, url: string): Promise<void> {
  const { hostname, port, username, password } = new URL(url);
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password}`;
  await appendFile(join(folder, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  const signal = join(folder, 'standby.signal');
  await writeFile(signal, '', { mode: 0o600 });
  await own(signal, await stat(join(folder, 'PG_VERSION')));
}
