import { chmodSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const pass = 0o011;

/**
 * Postgres refuses to run as root. When root starts it, it runs as the user `postgres`, who needs access to all folders
 * above the data and the binaries. The folder directly above the data belongs to us and is opened. Throws with the name
 * of the first other folder that is closed.
 */
export function letPostgresIn(dataDir: string, binaries: string): void {
  if (process.getuid?.() !== 0) return;
  const above = dirname(dataDir);
  chmodSync(above, statSync(above).mode | pass);
  const closed = [...foldersAbove(dataDir), ...foldersAbove(binaries)].find((folder) => !isOpen(folder));
  if (!closed) return;
  throw new Error(
    `started by root, Postgres runs as the user "postgres", who cannot enter ${closed}: ` +
      'run as another user, move the repo to a folder that everybody can enter, or set DATABASE_URL in .env',
  );
}

function isOpen(folder: string): boolean {
  return (statSync(folder).mode & 0o001) !== 0;
}

/** The folders above a path, from the root down. */
function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}
