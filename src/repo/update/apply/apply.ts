import { copyFileSync, lstatSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { ownProcess } from '../../process.ts';
import { type IndexLock, lockIndex, takenAway } from '../git/index-lock.ts';
import { blobIdOf } from '../git/objects.ts';
import type { Entry, Repository } from '../git/repository.ts';
import { hasMarkers, middlesOfText } from '../merge/conflict-markers.ts';
import type { Plan } from '../plan/plan.ts';
import { isConflict, touchedBy } from '../plan/touched-paths.ts';
import {
  closeJournal,
  isOwnJournal,
  type Journal,
  type JournalTitle,
  moveJournal,
  type Opening,
  openJournal,
  type Touched,
} from '../recover/journal.ts';
import { giveRoom, journalFolder } from '../recover/journal-folder.ts';
import { type TouchedState, touchedStates } from '../recover/touched-state.ts';
import { undoUpdate } from '../recover/undo-update.ts';
import { halfWritten, notWritten, staleIndex, stoppedByGit } from './failures.ts';
import { writeResultCommit } from './result-commit.ts';

/** The state that a plan is based on. */
export type Ground = {
  /** Its `head` is the state of the index: a commit of the user, or one made from what is staged. */
  readonly repository: Repository;
  readonly ours: ReadonlyMap<RelPath, Entry>;
  /**
   * The files of the user's commit. Set when the plan is based on what is staged, because an earlier change is still
   * open.
   */
  readonly committed?: ReadonlyMap<RelPath, Entry>;
};

/**
 * Carries a plan out. Everything is staged, nothing is committed. One `git read-tree -m -u` writes the work tree into a
 * separate index, the conflicts are added to that index, and one rename makes it the real index. If the process is
 * killed before that rename or the disk is full, the journal restores everything. Throws `refused` when git finds a
 * file that may not be overwritten, and `failed` when something cannot be written; then nothing was changed. Files that
 * the user saves in the meantime are never undone.
 */
export async function apply(ground: Ground, plan: Plan, title: JournalTitle): Promise<void> {
  const { repository } = ground;
  const lock = lockIndex(repository);
  let journal: Journal | undefined;
  try {
    journal = openJournal(repository, (folder) => openingOf(ground, { plan, title, folder }), {
      onTop: ground.committed !== undefined,
    });
    await writeAll(repository, plan, lock);
    moveJournal(repository, journal, 'applied');
  } catch (error) {
    if (journal && !isOwnJournal(repository)) throw takenAway();
    lock.release();
    if (journal) await takeBack(repository, journal, error);
    throw notWritten(error);
  }
}

function openingOf(
  ground: Ground,
  { plan, title, folder }: { plan: Plan; title: JournalTitle; folder: string },
): Opening {
  const { repository } = ground;
  const touched = touchedBy(plan).map((path, n) => touchedAt(ground, plan, { path, folder, n }));
  return {
    journal: {
      phase: 'applying',
      process: ownProcess(),
      head: repository.head,
      ...title,
      touched,
      conflicts: plan.steps.filter(isConflict).map(({ path, reason, file }) => ({
        path,
        reason,
        marked: file?.bytes !== undefined && hasMarkers(file.bytes),
        middles: file?.bytes === undefined ? 0 : middlesOfText(file.bytes),
      })),
    },
    wayBack: wayBackOf(repository, touched),
  };
}

/** What has to be written at most at one time to take an update back: the index, and one file beside the one that it replaces. */
function wayBackOf({ root, index }: Repository, touched: readonly Touched[]): number {
  const replaced = touched.filter(({ disk, entry, after }) => disk && entry?.oid !== after?.oid);
  const sizes = replaced.map(({ path }) => statOf(join(root, path))?.size ?? 0);
  return (statOf(index)?.size ?? 0) + Math.max(0, ...sizes);
}

/** Takes back what was written before an error. Throws `failed`, with both reasons and the way on, where that cannot be written either. */
async function takeBack(repository: Repository, journal: Journal, error: unknown): Promise<void> {
  try {
    await undo(repository, journal, error);
  } catch (second) {
    throw halfWritten(error, second);
  }
}

/** Undoes the files that are still as the update wrote them. Files that the user has saved since are left alone. */
async function undo(repository: Repository, journal: Journal, error: unknown): Promise<void> {
  giveRoom(repository);
  // Git checks all files before it writes the first. When it refused, it has written none.
  const refused = error instanceof WorkshopError && error.code === 'refused';
  const states = await touchedStates(repository, journal);
  const written = states.filter((one) => isWritten(repository, one, refused)).map(({ touched }) => touched);
  if (written.length === 0) closeJournal(repository);
  else await undoUpdate(repository, journal, written);
}

function isWritten({ root }: Repository, { touched, disk }: TouchedState, refused: boolean): boolean {
  if (disk === 'edited' || disk === 'folder') return false;
  // An empty file is the beginning of any text. Where no file was before, it is either the user's, or all that a full
  // disk took of ours.
  return disk !== 'part' || touched.disk !== undefined || !refused || statOf(join(root, touched.path))?.size !== 0;
}

async function writeAll(repository: Repository, plan: Plan, lock: IndexLock): Promise<void> {
  const result = await writeResultCommit(repository, plan);
  const index = join(journalFolder(repository), 'index');
  copyFileSync(repository.index, index);
  const env = { GIT_INDEX_FILE: index };
  const readTree = () => plumb(repository.root, ['read-tree', '-m', '-u', repository.head, result], { env });
  let read = await readTree();
  if (read.code !== 0 && staleIndex.test(read.stderr)) {
    // Copied or touched files look changed to git until it has read them again.
    await plumb(repository.root, ['update-index', '-q', '--refresh'], { env });
    read = await readTree();
  }
  if (read.code !== 0) throw stoppedByGit(read.stderr, repository.root);
  await enterConflicts(repository, plan, env);
  writeBeside(repository, plan);
  lock.replaceWith(index);
}

/** The path for the template's side of a conflict that has no place in the tree. */
export function besidePath(repository: Repository, path: RelPath): string {
  return join(journalFolder(repository), 'theirs', path);
}

/**
 * The present state of a path. A file that is exactly git's object needs no copy. Others, for example with other line
 * endings, are copied.
 */
function touchedAt(
  { repository: { root, format }, ours, committed }: Ground,
  { changes }: Plan,
  { path, folder, n }: { path: RelPath; folder: string; n: number },
): Touched {
  const entry = ours.get(path);
  const after = changes.has(path) ? changes.get(path) : entry;
  const known = {
    path,
    ...(entry && { entry: { mode: entry.mode, oid: entry.oid } }),
    ...(committed && committed.get(path)?.oid !== entry?.oid && { committed: committed.get(path) ?? null }),
    ...(after && { after: { mode: after.mode, oid: after.oid } }),
  };
  const at = join(root, path);
  const stat = entry && statOf(at);
  if (stat?.isSymbolicLink()) return { ...known, disk: { link: readlinkSync(at) } };
  if (!stat?.isFile()) return known;
  const mode = stat.mode & 0o777;
  if (entry && blobIdOf(at, format) === entry.oid) return { ...known, disk: { blob: entry.oid, mode } };
  const copy = `before/${n}`;
  mkdirSync(join(folder, 'before'), { recursive: true });
  copyFileSync(at, join(folder, copy));
  return { ...known, disk: { copy, mode } };
}

function statOf(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

async function enterConflicts(
  { root, prefix }: Repository,
  { steps }: Plan,
  env: Record<string, string>,
): Promise<void> {
  const lines = steps.filter(isConflict).flatMap(({ path, stages = {} }) => {
    const zero = `0 ${'0'.repeat(Object.values(stages)[0]?.oid.length ?? 40)}\t${prefix}${path}\0`;
    return [zero, ...Object.entries(stages).map(([n, { mode, oid }]) => `${mode} ${oid} ${n}\t${prefix}${path}\0`)];
  });
  if (lines.length === 0) return;
  const input = Buffer.from(lines.join(''), 'utf8');
  const { code, stderr } = await plumb(root, ['update-index', '-z', '--index-info'], { input, env });
  if (code !== 0) throw gitFailed('git cannot enter the conflicts', stderr);
}

function writeBeside(repository: Repository, { steps }: Plan): void {
  for (const { path, beside } of steps) {
    if (!beside) continue;
    const at = besidePath(repository, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, beside);
  }
}
