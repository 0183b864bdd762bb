import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';
import { plumb } from '../git.ts';
import { lives } from '../process.ts';
import { bringBack } from './bring-back.ts';
import { removeLeftLock } from './index-lock.ts';
import { anotherRuns, closeJournal, type Journal, readJournal } from './journal.ts';
import { hasMarkers } from './labels.ts';
import { type Repository, uncommitted } from './repository.ts';

/** What was found when an update was looked for. */
export type Settled =
  /** Nothing is open. */
  | { readonly state: 'none' }
  /** An update that was killed has been undone. */
  | { readonly state: 'undone'; readonly to: string }
  /** An update stands in the index, not committed. */
  | { readonly state: 'open'; readonly journal: Journal; readonly unmerged: readonly RelPath[] };

/**
 * Looks for an update that is not over, and ends what can be ended: one that was killed is undone, one that was committed or thrown
 * away is forgotten. Throws `refused` when another process is at it; `force` undoes that one too.
 */
export async function settle(repository: Repository, force = false): Promise<Settled> {
  const journal = readJournal(repository);
  if (!journal) {
    removeLeftLock(repository);
    return { state: 'none' };
  }
  if (journal.phase !== 'applied') {
    if (!force && journal.pid !== process.pid && lives(journal.pid)) throw anotherRuns();
    await bringBack(repository, journal);
    return { state: 'undone', to: journal.to };
  }
  const open = repository.head === journal.head ? await uncommitted(repository) : [];
  const touched = new Set(journal.before.map(({ path }) => path));
  const left = open.filter(({ path }) => touched.has(path));
  if (left.length === 0) {
    closeJournal(repository);
    return { state: 'none' };
  }
  return { state: 'open', journal, unmerged: left.filter(({ unmerged }) => unmerged).map(({ path }) => path) };
}

/** Takes what the user has resolved. Throws `conflicts` while something is left, naming each file and what to do. */
export async function resolve(repository: Repository, journal: Journal, unmerged: readonly RelPath[]): Promise<void> {
  const { root } = repository;
  const marked = journal.conflicts.filter(({ path, marked }) => marked && isMarked(join(root, path)));
  const byMarkers = new Set(journal.conflicts.filter(({ marked }) => marked).map(({ path }) => path));
  const undecided = unmerged.filter((path) => !byMarkers.has(path));
  if (marked.length > 0 || undecided.length > 0) {
    const lines = [
      ...marked.map(({ path }) => `${path}: there are conflict markers in it`),
      ...undecided.map((path) => `${path}: keep it with git add, or drop it with git rm`),
    ];
    throw new WorkshopError('conflicts', `Not resolved yet:\n  ${lines.join('\n  ')}`, {
      hint: 'Then: npm run workshop -- update --continue',
    });
  }
  const rest = unmerged.map((path) => `${path}\0`).join('');
  const args = ['update-index', '--add', '--remove', '-z', '--stdin'];
  const { code, stderr } = await plumb(root, args, { input: Buffer.from(rest, 'utf8') });
  if (code !== 0) throw new WorkshopError('failed', `git cannot take the resolved files: ${stderr.trim()}`);
}

function isMarked(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true && hasMarkers(readFileSync(file));
}
