import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { plumb } from '../../git/plumbing.ts';
import { isIndexLocked, removeLeftLock } from '../git/index-lock.ts';
import { blobIdOf, readBlobs } from '../git/objects.ts';
import { filesIn, foldersAbove, kindAt } from '../git/on-disk.ts';
import type { Repository } from '../git/repository.ts';
import { closeJournal, type Journal, journalFolder, moveJournal, type Touched } from './journal.ts';

/**
 * How long to wait for a git process that outlived its killed parent, and the pause between two checks, in
 * milliseconds.
 */
const patience = { most: 10_000, pause: 50 };

/**
 * Restores paths that an update changed, byte for byte, in the index and on the disk, and closes the journal.
 * Everything else stays as it is. It may be killed and run again. Throws `refused` before the first change when
 * something else is where a file or its folder must be restored.
 */
export async function undoUpdate(
  repository: Repository,
  journal: Journal,
  touched: readonly Touched[] = journal.touched,
): Promise<void> {
  const { root } = repository;
  await waitForGit(repository);
  const returning = new Set(touched.filter(({ disk }) => disk).map(({ path }) => path));
  const leaving = touched.filter(({ path, disk }) => !disk && !isFolder(join(root, path))).map(({ path }) => path);
  refuseStrangers(root, returning, new Set(leaving));
  const blobs = await readBlobs(
    root,
    touched.flatMap(({ path, disk }) =>
      disk && 'blob' in disk && !isThere(repository, path, disk) ? [disk.blob] : [],
    ),
  );
  moveJournal(repository, journal, 'undoing');
  for (const path of leaving) remove(root, path);
  for (const path of returning) if (isFolder(join(root, path))) removeEmptyFolders(join(root, path));
  for (const one of touched) restore(repository, one, blobs);
  await restoreIndex(repository, touched);
  closeJournal(repository);
}

/** Waits until git has ended. A killed process leaves its git running for a moment, and our lock on the index. */
export async function waitForGit(repository: Repository): Promise<void> {
  removeLeftLock(repository);
  const own = join(journalFolder(repository), 'index.lock');
  const until = Date.now() + patience.most;
  while ((existsSync(own) || isIndexLocked(repository)) && Date.now() < until) await setTimeout(patience.pause);
}

function refuseStrangers(root: string, returning: ReadonlySet<RelPath>, leaving: ReadonlySet<RelPath>): void {
  for (const path of returning) {
    const onTheWay = foldersAbove(path).find((above) => !leaving.has(above) && isNoFolder(join(root, above)));
    if (onTheWay !== undefined) {
      throw new WorkshopError(
        'refused',
        `${onTheWay} is in the place of the folder of ${path}, which must be restored.`,
        {
          hint: 'Move it elsewhere, then run the same command again.',
        },
      );
    }
    if (!isFolder(join(root, path))) continue;
    const stranger = filesIn(root, path).find((file) => !leaving.has(file));
    if (stranger !== undefined) {
      throw new WorkshopError('refused', `${stranger} is in the place of the file ${path}, which must be restored.`, {
        hint: 'Move it elsewhere, then run the same command again.',
      });
    }
  }
}

function remove(root: string, path: RelPath): void {
  // A file behind a link does not come from the update.
  if (foldersAbove(path).some((above) => isNoFolder(join(root, above)))) return;
  try {
    unlinkSync(join(root, path));
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  // Folders that become empty are removed too, as git does.
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    try {
      rmdirSync(join(root, above));
    } catch {
      return;
    }
  }
}

function restore(repository: Repository, { path, disk }: Touched, blobs: ReadonlyMap<string, Uint8Array>): void {
  if (!disk) return;
  const at = join(repository.root, path);
  mkdirSync(dirname(at), { recursive: true });
  const staged = join(dirname(at), `.csw-${process.pid}`);
  if ('link' in disk) symlinkSync(disk.link, staged);
  else {
    const kept = 'blob' in disk ? blobs.get(disk.blob) : readFileSync(join(journalFolder(repository), disk.copy));
    // `kept` is undefined for a file that was in place already; its object was not read.
    if (!kept || isSame(kept, at, disk.mode)) return;
    writeFileSync(staged, kept);
    chmodSync(staged, disk.mode);
  }
  renameSync(staged, at);
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

async function restoreIndex({ root, prefix, head }: Repository, touched: readonly Touched[]): Promise<void> {
  // All entries are removed before the first is added. Git refuses a file while another entry is below its name.
  const lines = [
    ...touched.map(({ path }) => `0 ${'0'.repeat(head.length)}\t${prefix}${path}\0`),
    ...touched.flatMap(({ path, entry }) => (entry ? [`${entry.mode} ${entry.oid} 0\t${prefix}${path}\0`] : [])),
  ];
  const input = Buffer.from(lines.join(''), 'utf8');
  const { code, stderr } = await plumb(root, ['update-index', '-z', '--index-info'], { input });
  if (code !== 0) {
    throw new WorkshopError('failed', `git cannot bring its index back: ${stderr.trim()}`, {
      hint: 'Run the same command again.',
    });
  }
  await plumb(root, ['update-index', '-q', '--refresh']);
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  rmdirSync(folder);
}

function isFolder(path: string): boolean {
  return kindAt(path) === 'folder';
}

/** Whether something other than a folder is at a path. A link to a folder would lead out of the repo. */
function isNoFolder(path: string): boolean {
  const kind = kindAt(path);
  return kind !== undefined && kind !== 'folder';
}
