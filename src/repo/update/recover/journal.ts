import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { ownProcess, type ProcessName } from '../../process.ts';
import { removeFolder } from '../../remove-folder.ts';
import { anotherRuns } from '../git/index-lock.ts';
import type { Entry, Repository } from '../git/repository.ts';
import { journalFolder, keepRoom, levelFolder, nextFolder, removeLeftBeside } from './journal-folder.ts';

/**
 * The number of the journal's format. Another number comes from another version. Format 3 could not record a change on
 * top of an open one.
 */
const schema = 4;
const readable: readonly number[] = [3, schema];

/** A path that an update changes: its former state in the index and on the disk, and its new state. */
export type Touched = {
  readonly path: RelPath;
  /** The former entry in the index and the commit. Absent when there was none. */
  readonly entry?: Entry;
  /**
   * The entry in the commit, when it differs from the former one in the index because an earlier open change staged
   * that. `null` when the commit had none.
   */
  readonly committed?: Entry | null;
  /** The new entry. Absent when the update removes the file. */
  readonly after?: Entry;
  /**
   * The former state on the disk: the target of a link, or a file's mode with either git's object id or a copy in the
   * journal's folder.
   */
  readonly disk?:
    | { readonly link: string }
    | { readonly blob: string; readonly mode: number }
    | { readonly copy: string; readonly mode: number };
};

/** The record of an update that is not committed yet. */
export type Journal = {
  readonly schema: number;
  /** `applying` and `undoing` last only while one process runs. An update found in one of them was killed. */
  readonly phase: 'applying' | 'applied' | 'undoing';
  readonly process: ProcessName;
  /** The checked-out commit when the update began. */
  readonly head: string;
  readonly from: string;
  readonly to: string;
  /** The message for its commit. */
  readonly message: string;
  /** The digest of the new base. */
  readonly base: string;
  /**
   * A description of a change that is not an update, for example `add glue label`. Several of these may be open before
   * a commit.
   */
  readonly what?: string;
  readonly touched: readonly Touched[];
  readonly conflicts: readonly JournalConflict[];
};

/** The part of the journal that describes the update. */
export type JournalTitle = Pick<Journal, 'from' | 'to' | 'base' | 'message' | 'what'>;

/** A file that the user has to resolve. */
export type JournalConflict = {
  readonly path: RelPath;
  readonly reason: string;
  /** Whether the update wrote markers into it. */
  readonly marked: boolean;
  /** How many lines of the text itself look like the middle of a conflict. */
  readonly middles: number;
};

/** The open change, in words. */
export function titleOf({ what, to }: Pick<Journal, 'what' | 'to'>): string {
  return what === undefined ? `the update to ${to}` : JSON.stringify(what);
}

/** The same at the start of a sentence. */
export function nameOf({ what, to }: Pick<Journal, 'what' | 'to'>): string {
  return what === undefined ? `An update to ${to}` : JSON.stringify(what);
}

/** Reads the journal; `undefined` when no update is open. Throws `failed` when it is damaged. */
export function readJournal(repository: Repository, folder = journalFolder(repository)): Journal | undefined {
  const file = join(folder, 'journal.json');
  let journal: Journal;
  try {
    journal = JSON.parse(readFileSync(file, 'utf8')) as Journal;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new WorkshopError('failed', `${file} is damaged.`, {
      hint: 'git status shows what changed; remove that folder when nothing is left to undo.',
      cause,
    });
  }
  if (readable.includes(journal.schema)) return journal;
  throw new WorkshopError('failed', `${file} was written by another version of this tool.`, {
    hint: `Take that update back with the version that began it: npx create-serverless-workshop@${journal.to} update --abort`,
  });
}

/** What is needed to open a journal: its contents, and the most bytes that undoing the update may have to write. */
export type Opening = { readonly journal: Omit<Journal, 'schema'>; readonly wayBack: number };

/**
 * Opens a journal. `fill` writes the copies into a staging folder, then one rename puts it in place. It also reserves
 * the disk space that undoing needs; when the disk lacks it, nothing is begun. With `onTop` the journal may be added to
 * open ones. Throws `refused` when another update has opened one in the meantime.
 */
export function openJournal(
  repository: Repository,
  fill: (folder: string) => Opening,
  { onTop }: { onTop: boolean },
): Journal {
  const folder = onTop ? nextFolder(repository) : levelFolder(repository, 1);
  const staging = `${folder}.${process.pid}`;
  removeLeftBeside(repository);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    const { journal: filled, wayBack } = fill(staging);
    const journal = { schema, ...filled };
    const text = JSON.stringify(journal);
    writeFileSync(join(staging, 'journal.json'), text);
    keepRoom(staging, wayBack + 2 * text.length);
    renameSync(staging, folder);
    return journal;
  } catch (error) {
    removeFolder(staging);
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw anotherRuns('runs');
    throw error;
  }
}

/** Records the phase of an update, with one rename. */
export function moveJournal(repository: Repository, journal: Journal, phase: Journal['phase']): Journal {
  const next: Journal = { ...journal, phase, process: ownProcess() };
  const file = join(journalFolder(repository), 'journal.json');
  try {
    writeFileSync(`${file}.new`, JSON.stringify(next));
    renameSync(`${file}.new`, file);
  } catch (error) {
    removeFolder(`${file}.new`);
    throw error;
  }
  return next;
}

/**
 * Closes a journal and removes its folder. If the folder cannot be removed, the next call removes it, because its
 * update changed nothing that can be seen.
 */
export function closeJournal(repository: Repository): void {
  const folder = journalFolder(repository);
  const closing = `${folder}.closed-${process.pid}`;
  try {
    renameSync(folder, closing);
  } catch {
    return;
  }
  removeFolder(closing);
}

/**
 * Whether the journal is still the one that this process opened. Another process may undo an update that it believes to
 * be killed.
 */
export function isOwnJournal(repository: Repository): boolean {
  return readJournal(repository)?.process.id === ownProcess().id;
}
