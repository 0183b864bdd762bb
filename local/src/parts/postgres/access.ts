import { chmodSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const pass = 0o011;

/**
 * Postgres refuses to run as root; started by root it runs as the user `postgres`, who must be able to pass through all
 * folders above the data and the binaries. The folder right above the data is ours, and is opened. Throws with the name
 * of the first other one that is closed.
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

/** From the root of the disk down. */
function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}
