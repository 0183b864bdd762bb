import { existsSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { diskFailure } from '../../disk-failure.ts';
import { plumb } from '../../git/plumbing.ts';
import { isIndexLocked, removeLeftLock } from '../git/index-lock.ts';
import { filesIn, foldersAbove, kindAt } from '../git/on-disk.ts';
import type { Repository } from '../git/repository.ts';
import { closeJournal, type Journal, moveJournal, type Touched, titleOf } from './journal.ts';
import { giveRoom, journalFolder } from './journal-folder.ts';
import { readReturning, restore } from './return-file.ts';

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
  const blobs = await readReturning(repository, touched);
  giveRoom(repository);
  begin(repository, journal);
  try {
    for (const path of leaving) remove(root, path);
    for (const path of returning) if (isFolder(join(root, path))) removeEmptyFolders(join(root, path));
    for (const one of touched) restore(repository, one, blobs);
    await restoreIndex(repository, touched);
  } catch (cause) {
    const why = cause instanceof WorkshopError ? cause.message : `${diskFailure(cause)}.`;
    throw new WorkshopError('failed', `${startOfSentence(titleOf(journal))} is taken back by half: ${why}`, {
      hint: 'Mend that, then go on: npm run workshop -- update --abort',
      cause,
    });
  }
  closeJournal(repository);
}

/**
 * Records that the update is being undone. The journal of an earlier attempt says so already, so a disk without space
 * for writing it again is no obstacle.
 */
function begin(repository: Repository, journal: Journal): void {
  try {
    moveJournal(repository, journal, 'undoing');
  } catch (cause) {
    if (journal.phase !== 'applied') return;
    throw new WorkshopError(
      'failed',
      `Nothing was taken back: ${diskFailure(cause)}. ${startOfSentence(titleOf(journal))} stands as it was.`,
      {
        hint: 'Mend that, then: npm run workshop -- update --abort',
        cause,
      },
    );
  }
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

async function restoreIndex({ root, prefix, head }: Repository, touched: readonly Touched[]): Promise<void> {
  // All entries are removed before the first is added. Git refuses a file while another entry is below its name.
  const lines = [
    ...touched.map(({ path }) => `0 ${'0'.repeat(head.length)}\t${prefix}${path}\0`),
    ...touched.flatMap(({ path, entry }) => (entry ? [`${entry.mode} ${entry.oid} 0\t${prefix}${path}\0`] : [])),
  ];
  const input = Buffer.from(lines.join(''), 'utf8');
  const { code, stderr } = await plumb(root, ['update-index', '-z', '--index-info'], { input });
  if (code !== 0) {
    throw new WorkshopError('failed', `git cannot bring its index back: ${stderr.trim()}`);
  }
  await plumb(root, ['update-index', '-q', '--refresh']);
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmptyFolders(join(folder, entry.name));
  }
  rmdirSync(folder);
}

function startOfSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function isFolder(path: string): boolean {
  return kindAt(path) === 'folder';
}

/** Whether something other than a folder is at a path. A link to a folder would lead out of the repo. */
function isNoFolder(path: string): boolean {
  const kind = kindAt(path);
  return kind !== undefined && kind !== 'folder';
}
