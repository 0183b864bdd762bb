import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';
import { lives } from '../process.ts';
import type { Entry, Repository } from './repository.ts';

/** How a path was before an update, in the index and on the disk. */
export type Before = {
  readonly path: RelPath;
  /** What the index had; absent where it had nothing. */
  readonly entry?: Entry;
  /** What stood on the disk: a link's target, or a file's rights with git's object of its bytes, or a copy in the journal's folder. */
  readonly disk?:
    | { readonly link: string }
    | { readonly blob: string; readonly mode: number }
    | { readonly copy: string; readonly mode: number };
};

/** What is known of an update that is not committed yet. */
export type Journal = {
  readonly schema: 1;
  /** `applying` and `undoing` end within one process; an update found in them was killed. */
  readonly phase: 'applying' | 'applied' | 'undoing';
  readonly pid: number;
  /** The commit that was checked out. */
  readonly head: string;
  readonly from: string;
  readonly to: string;
  /** What a commit of it should say. */
  readonly message: string;
  /** The digest of the base that the update brings. */
  readonly base: string;
  /** The commit that the update led to, once it stands; no ref names it. */
  readonly result?: string;
  readonly before: readonly Before[];
  readonly conflicts: readonly { readonly path: RelPath; readonly reason: string; readonly marked: boolean }[];
};

/** The folder of a repo's journal: inside git's own, so that it is never committed. One repository may hold several repos. */
export function journalFolder({ gitDir, prefix }: Pick<Repository, 'gitDir' | 'prefix'>): string {
  return join(gitDir, 'create-serverless-workshop', `update-${keyOf(prefix)}`);
}

/** Reads the journal; `undefined` where no update is open. Throws `failed` when it is damaged. */
export function readJournal(repository: Repository): Journal | undefined {
  const file = join(journalFolder(repository), 'journal.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Journal;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new WorkshopError('failed', `${file} is damaged.`, {
      hint: 'git status shows what changed; remove that folder when nothing is left to undo.',
      cause,
    });
  }
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
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw anotherRuns();
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
export function moveJournal(
  repository: Repository,
  journal: Journal,
  change: Pick<Journal, 'phase'> & Partial<Pick<Journal, 'result'>>,
): Journal {
  const next: Journal = { ...journal, ...change, pid: process.pid };
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

/** The refusal of a second update beside a first. */
export function anotherRuns(): WorkshopError {
  return new WorkshopError('refused', 'Another update runs in this repo.', { hint: 'Wait until it has ended.' });
}

function keyOf(prefix: string): string {
  return prefix === '' ? 'root' : createHash('sha256').update(prefix).digest('hex').slice(0, 12);
}
