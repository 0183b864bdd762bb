import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { blobIdOf, readBlobs } from '../git/objects.ts';
import { kindAt } from '../git/on-disk.ts';
import type { Repository } from '../git/repository.ts';
import type { Touched } from './journal.ts';
import { journalFolder } from './journal-folder.ts';

/** Reads the files to restore from git, except those that are already in place. Those may have any size. */
export function readReturning(repository: Repository, touched: readonly Touched[]): Promise<Map<string, Buffer>> {
  return readBlobs(
    repository.root,
    touched.flatMap(({ path, disk }) =>
      disk && 'blob' in disk && !isThere(repository, path, disk) ? [disk.blob] : [],
    ),
  );
}

/** Restores one file with one rename. */
export function restore(repository: Repository, { path, disk }: Touched, blobs: ReadonlyMap<string, Uint8Array>): void {
  if (!disk) return;
  const at = join(repository.root, path);
  mkdirSync(dirname(at), { recursive: true });
  if ('link' in disk) {
    replace(at, repository, (staged) => symlinkSync(disk.link, staged));
    return;
  }
  const kept = 'blob' in disk ? blobs.get(disk.blob) : readFileSync(join(journalFolder(repository), disk.copy));
  // `kept` is undefined for a file that was in place already; its object was not read.
  if (!kept || isSame(kept, at, disk.mode)) return;
  replace(at, repository, (staged) => {
    writeFileSync(staged, kept);
    chmodSync(staged, disk.mode);
  });
}

/**
 * Writes a file in the journal's folder, then moves it into place with one rename. A kill or a full disk leaves nothing
 * in the user's folders.
 */
function replace(at: string, repository: Repository, make: (staged: string) => void): void {
  const staged = join(journalFolder(repository), 'returning');
  rmSync(staged, { force: true });
  make(staged);
  try {
    renameSync(staged, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    replaceBeside(at, make);
  }
}

/** Used when git's folder is on another disk than the files. */
function replaceBeside(at: string, make: (staged: string) => void): void {
  const staged = join(dirname(at), `.csw-${process.pid}`);
  try {
    make(staged);
    renameSync(staged, at);
  } catch (error) {
    rmSync(staged, { force: true });
    throw error;
  }
}

function isThere({ root, format }: Repository, path: RelPath, { blob, mode }: { blob: string; mode: number }): boolean {
  const at = join(root, path);
  if (kindAt(at) !== 'other') return false;
  const stat = lstatSync(at);
  return stat.isFile() && (stat.mode & 0o777) === mode && blobIdOf(at, format) === blob;
}

function isSame(kept: Uint8Array, at: string, mode: number): boolean {
  const stat = lstatSync(at, { throwIfNoEntry: false });
  return stat?.isFile() === true && (stat.mode & 0o777) === mode && readFileSync(at).equals(kept);
}
