import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { lives, ownProcess, type ProcessName } from '../../process.ts';
import { gitDirAround } from '../git/git-dir.ts';
import { anotherRuns } from '../git/index-lock.ts';
import type { Entry, Repository } from '../git/repository.ts';

/** The number of the journal's format. Another number comes from another version. */
const schema = 3;

/** The name of our folder inside git's. */
const ownFolder = 'create-serverless-workshop';

/** A path that an update changes: its former state in the index and on the disk, and its new state. */
export type Touched = {
  readonly path: RelPath;
  /** The former entry in the index and the commit. Absent when there was none. */
  readonly entry?: Entry;
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
  readonly schema: typeof schema;
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
  readonly touched: readonly Touched[];
  readonly conflicts: readonly JournalConflict[];
};

/** The part of the journal that describes the update. */
export type JournalTitle = Pick<Journal, 'from' | 'to' | 'base' | 'message'>;

/** A file that the user has to resolve. */
export type JournalConflict = {
  readonly path: RelPath;
  readonly reason: string;
  /** Whether the update wrote markers into it. */
  readonly marked: boolean;
  /** How many lines of the text itself look like the middle of a conflict. */
  readonly middles: number;
};

/**
 * The folder of a repo's journal. It is inside git's folder, so that it is never committed. It has the repo's path in
 * it, because one repository may hold several repos.
 */
export function journalFolder({ gitDir, prefix }: Pick<Repository, 'gitDir' | 'prefix'>): string {
  return join(gitDir, ownFolder, `update-${keyOf(prefix)}`);
}

/** Reads the journal; `undefined` when no update is open. Throws `failed` when it is damaged. */
export function readJournal(repository: Repository): Journal | undefined {
  const file = join(journalFolder(repository), 'journal.json');
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
  if (journal.schema === schema) return journal;
  throw new WorkshopError('failed', `${file} was written by another version of this tool.`, {
    hint: `Take that update back with the version that began it: npx create-serverless-workshop@${journal.to} update --abort`,
  });
}

/** Whether an update may be open in the repository around a folder. */
export function mayBeOpen(cwd: string): boolean {
  const gitDir = gitDirAround(cwd);
  if (gitDir === undefined) return false;
  const above = join(gitDir, ownFolder);
  return existsSync(above) && readdirSync(above).length > 0;
}

/**
 * Opens a journal. `fill` writes the copies into a staging folder, then one rename puts it in place. Throws `refused`
 * when another update has opened one in the meantime.
 */
export function openJournal(repository: Repository, fill: (folder: string) => Journal): Journal {
  const folder = journalFolder(repository);
  const staging = `${folder}.${process.pid}`;
  removeLeftBeside(folder);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    const journal = fill(staging);
    writeFileSync(join(staging, 'journal.json'), JSON.stringify(journal));
    renameSync(staging, folder);
    return journal;
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw anotherRuns('runs');
    throw error;
  }
}

/** Removes the staging folder of a process that was killed while it wrote or removed a journal. */
function removeLeftBeside(folder: string): void {
  const above = dirname(folder);
  mkdirSync(above, { recursive: true });
  for (const name of readdirSync(above)) {
    const pid = name.startsWith(`${basename(folder)}.`) && /\.(?:closed-)?(\d+)$/.exec(name)?.[1];
    if (pid && !lives(Number(pid))) rmSync(join(above, name), { recursive: true, force: true });
  }
}

/** Records the phase of an update, with one rename. */
export function moveJournal(repository: Repository, journal: Journal, phase: Journal['phase']): Journal {
  const next: Journal = { ...journal, phase, process: ownProcess() };
  const file = join(journalFolder(repository), 'journal.json');
  writeFileSync(`${file}.new`, JSON.stringify(next));
  renameSync(`${file}.new`, file);
  return next;
}

/** Closes a journal and removes its folder. */
export function closeJournal(repository: Repository): void {
  const folder = journalFolder(repository);
  const closing = `${folder}.closed-${process.pid}`;
  try {
    renameSync(folder, closing);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  rmSync(closing, { recursive: true, force: true });
}

/**
 * Whether the journal is still the one that this process opened. Another process may undo an update that it believes to
 * be killed.
 */
export function isOwnJournal(repository: Repository): boolean {
  return readJournal(repository)?.process.id === ownProcess().id;
}

function keyOf(prefix: string): string {
  return prefix === '' ? 'root' : createHash('sha256').update(prefix).digest('hex').slice(0, 12);
}
