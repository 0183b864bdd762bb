import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { lives, ownProcess, type ProcessName } from '../../process.ts';
import { gitDirAround } from '../git/git-dir.ts';
import { anotherRuns } from '../git/index-lock.ts';
import type { Entry, Repository } from '../git/repository.ts';

/** What the journal's format is called; another one is another version's. */
const schema = 3;

/** Our folder within git's. */
const ownFolder = 'create-serverless-workshop';

/** A path that an update touches: how it was in the index and on the disk, and what the update makes of it. */
export type Touched = {
  readonly path: RelPath;
  /** What the index and the commit had; absent where they had nothing. */
  readonly entry?: Entry;
  /** What the update puts there; absent where it leaves nothing. */
  readonly after?: Entry;
  /** What stood on the disk: a link's target, or a file's rights with git's object of its bytes, or a copy in the journal's folder. */
  readonly disk?:
    | { readonly link: string }
    | { readonly blob: string; readonly mode: number }
    | { readonly copy: string; readonly mode: number };
};

/** What is known of an update that is not committed yet. */
export type Journal = {
  readonly schema: typeof schema;
  /** `applying` and `undoing` end within one process; an update found in them was killed. */
  readonly phase: 'applying' | 'applied' | 'undoing';
  readonly process: ProcessName;
  /** The commit that was checked out. */
  readonly head: string;
  readonly from: string;
  readonly to: string;
  /** What a commit of it should say. */
  readonly message: string;
  /** The digest of the base that the update brings. */
  readonly base: string;
  readonly touched: readonly Touched[];
  readonly conflicts: readonly JournalConflict[];
};

/** What an update is called in its journal. */
export type JournalTitle = Pick<Journal, 'from' | 'to' | 'base' | 'message'>;

/** A file that the user has to resolve. */
export type JournalConflict = {
  readonly path: RelPath;
  readonly reason: string;
  /** The update wrote markers into it. */
  readonly marked: boolean;
  /** How many lines of it look like the middle of a conflict and belong to the text. */
  readonly middles: number;
};

/** The folder of a repo's journal: inside git's own, so that it is never committed. One repository may hold several repos. */
export function journalFolder({ gitDir, prefix }: Pick<Repository, 'gitDir' | 'prefix'>): string {
  return join(gitDir, ownFolder, `update-${keyOf(prefix)}`);
}

/** Reads the journal; `undefined` where no update is open. Throws `failed` when it is damaged. */
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

/** True where an update may be open in the repository around a folder. */
export function mayBeOpen(cwd: string): boolean {
  const gitDir = gitDirAround(cwd);
  if (gitDir === undefined) return false;
  const above = join(gitDir, ownFolder);
  return existsSync(above) && readdirSync(above).length > 0;
}

/**
 * Opens a journal: `fill` puts the copies into a staging folder, then one rename makes it stand.
 * Throws `refused` when another update has opened one in the meantime.
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

/** A process that was killed while it wrote or removed a journal has left its folder beside it. */
function removeLeftBeside(folder: string): void {
  const above = dirname(folder);
  mkdirSync(above, { recursive: true });
  for (const name of readdirSync(above)) {
    const pid = name.startsWith(`${basename(folder)}.`) && /\.(?:closed-)?(\d+)$/.exec(name)?.[1];
    if (pid && !lives(Number(pid))) rmSync(join(above, name), { recursive: true, force: true });
  }
}

/** Says how far an update is, in one rename. */
export function moveJournal(repository: Repository, journal: Journal, phase: Journal['phase']): Journal {
  const next: Journal = { ...journal, phase, process: ownProcess() };
  const file = join(journalFolder(repository), 'journal.json');
  writeFileSync(`${file}.new`, JSON.stringify(next));
  renameSync(`${file}.new`, file);
  return next;
}

/** Ends a journal, and removes its folder. */
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

/** True while the journal is the one that this process has opened: another process may take back what it believes to be killed. */
export function isOwnJournal(repository: Repository): boolean {
  return readJournal(repository)?.process.id === ownProcess().id;
}

function keyOf(prefix: string): string {
  return prefix === '' ? 'root' : createHash('sha256').update(prefix).digest('hex').slice(0, 12);
}
