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
  journalFolder,
  moveJournal,
  openJournal,
  type Touched,
} from '../recover/journal.ts';
import { type TouchedState, touchedStates } from '../recover/touched-state.ts';
import { undoUpdate } from '../recover/undo-update.ts';
import { writeResultCommit } from './result-commit.ts';

/**
 * Carries a plan out. Everything is staged, nothing is committed. One `git read-tree -m -u` writes the work tree into a
 * separate index, the conflicts are added to that index, and one rename makes it the real index. If the process is
 * killed before that rename, the journal restores everything. Throws `refused` when git finds a file that may not be
 * overwritten; then nothing was changed. Files that the user saves in the meantime are never undone.
 */
export async function apply(
  repository: Repository,
  plan: Plan,
  ours: ReadonlyMap<RelPath, Entry>,
  title: JournalTitle,
): Promise<void> {
  const touched = touchedBy(plan);
  const lock = lockIndex(repository);
  let journal: Journal | undefined;
  try {
    journal = openJournal(repository, (folder) => ({
      schema: 3,
      phase: 'applying',
      process: ownProcess(),
      head: repository.head,
      ...title,
      touched: touched.map((path, n) => touchedAt(repository, plan, { path, entry: ours.get(path) }, folder, n)),
      conflicts: plan.steps.filter(isConflict).map(({ path, reason, file }) => ({
        path,
        reason,
        marked: file?.bytes !== undefined && hasMarkers(file.bytes),
        middles: file?.bytes === undefined ? 0 : middlesOfText(file.bytes),
      })),
    }));
    await writeAll(repository, plan, lock);
    moveJournal(repository, journal, 'applied');
  } catch (error) {
    if (journal && !isOwnJournal(repository)) throw takenAway();
    lock.release();
    if (journal) await undo(repository, journal);
    throw error;
  }
}

/** Undoes the files that are still as the update wrote them. Files that the user has saved since are left alone. */
async function undo(repository: Repository, journal: Journal): Promise<void> {
  const states = await touchedStates(repository, journal);
  const written = states.filter((one) => isWritten(repository, one)).map(({ touched }) => touched);
  if (written.length === 0) closeJournal(repository);
  else await undoUpdate(repository, journal, written);
}

function isWritten({ root }: Repository, { touched, disk }: TouchedState): boolean {
  if (disk === 'edited' || disk === 'folder') return false;
  // An empty file is the beginning of any text. Where no file was before, the empty file may be the user's.
  return disk !== 'part' || touched.disk !== undefined || statOf(join(root, touched.path))?.size !== 0;
}

async function writeAll(repository: Repository, plan: Plan, lock: IndexLock): Promise<void> {
  const result = await writeResultCommit(repository, plan);
  const index = join(journalFolder(repository), 'index');
  copyFileSync(repository.index, index);
  const env = { GIT_INDEX_FILE: index };
  const readTree = () => plumb(repository.root, ['read-tree', '-m', '-u', repository.head, result], { env });
  let read = await readTree();
  if (read.code !== 0) {
    // Copied or touched files look changed to git until it has read them again.
    await plumb(repository.root, ['update-index', '-q', '--refresh'], { env });
    read = await readTree();
  }
  if (read.code !== 0) throw stoppedByGit(read.stderr);
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
  { root, format }: Repository,
  { changes }: Plan,
  { path, entry }: { path: RelPath; entry: Entry | undefined },
  folder: string,
  n: number,
): Touched {
  const after = changes.has(path) ? changes.get(path) : entry;
  const known = {
    path,
    ...(entry && { entry: { mode: entry.mode, oid: entry.oid } }),
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

function stoppedByGit(stderr: string): WorkshopError {
  const [first = ''] = stderr
    .replace(/^(error|fatal|warning): /gm, '')
    .trim()
    .split('\n');
  if (/would be (overwritten|removed)|not uptodate|would lose/i.test(first)) {
    return new WorkshopError('refused', `git will not overwrite what is not committed: ${first}`, {
      hint: 'Commit or remove it, then update.',
    });
  }
  return new WorkshopError('failed', `git could not write the files: ${first}. What it had written is taken back.`, {
    hint: 'Mend that, then run the same command again.',
  });
}
