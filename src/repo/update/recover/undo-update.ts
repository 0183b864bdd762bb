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

/** How long a git that outlived its killed parent may go on, and between two looks. Milliseconds. */
const patience = { most: 10_000, pause: 50 };

/**
 * Brings paths that an update touched back, byte for byte, in the index and on the disk, and closes the journal.
 * Everything else stays as it is. May be killed and run again. Throws `refused`, before the first change,
 * when something that is not the update's stands where a file or its folder has to come back.
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

/** Says that it is being taken back. One that was killed says so already: it goes on where there is no room to write it again. */
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

/** A killed process leaves its git running for a moment, and our lock on the index behind. */
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
      throw new WorkshopError('refused', `${onTheWay} stands where the folder of ${path} has to come back.`, {
        hint: 'Move it elsewhere, then run the same command again.',
      });
    }
    if (!isFolder(join(root, path))) continue;
    const stranger = filesIn(root, path).find((file) => !leaving.has(file));
    if (stranger !== undefined) {
      throw new WorkshopError('refused', `${stranger} stands where the file ${path} has to come back.`, {
        hint: 'Move it elsewhere, then run the same command again.',
      });
    }
  }
}

function remove(root: string, path: RelPath): void {
  // What lies behind a link is not what the update brought.
  if (foldersAbove(path).some((above) => isNoFolder(join(root, above)))) return;
  try {
    unlinkSync(join(root, path));
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  // Folders that only held what the update brought go with it, as git does.
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    try {
      rmdirSync(join(root, above));
    } catch {
      return;
    }
  }
}

async function restoreIndex({ root, prefix, head }: Repository, touched: readonly Touched[]): Promise<void> {
  // All go before the first comes back: a file cannot enter while a file below its name is there.
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

/** True where something stands that is no folder: a link to one would lead out of the repo. */
function isNoFolder(path: string): boolean {
  const kind = kindAt(path);
  return kind !== undefined && kind !== 'folder';
}
