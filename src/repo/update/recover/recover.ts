import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { lifeOf, ownProcess } from '../../process.ts';
import { anotherRuns, removeLeftLock } from '../git/index-lock.ts';
import type { Repository } from '../git/repository.ts';
import { closeJournal, type Journal, nameOf, readJournal } from './journal.ts';
import { journalFolders } from './journal-folder.ts';
import { type TouchedState, touchedStates } from './touched-state.ts';
import { undoUpdate, waitForGit } from './undo-update.ts';

/** What the search for an open update found. */
export type Recovered =
  /** Nothing is open. */
  | { readonly state: 'none' }
  /** A killed update was undone, or had changed nothing. */
  | { readonly state: 'undone'; readonly undone: Journal }
  /** A killed update that is not undone. Not returned for the purpose `end`. */
  | { readonly state: 'killed'; readonly journal: Journal; readonly states: readonly TouchedState[] }
  /** An update that is in the index and not committed. */
  | {
      readonly state: 'open';
      readonly journal: Journal;
      readonly states: readonly TouchedState[];
      readonly unmerged: readonly RelPath[];
      /** The changes that are open below it, oldest first. */
      readonly below: readonly Journal[];
      /** A killed change on top of it that has been undone. */
      readonly undone?: Journal;
    };

/**
 * Why an open update is searched for: to `end` it if possible, to `look` without writing, or to `abort` it. For an
 * abort an update counts as killed when nobody can tell whether its process runs.
 */
export type Purpose = 'end' | 'look' | 'abort';

/** The most paths that an error names. */
const shown = 5;

/**
 * Searches for an open update and ends it if possible: a killed one is undone, and a committed or discarded one is
 * forgotten. When several are open, it handles the newest one. Throws `refused` when another process is working on it,
 * and when the user has edited files of a killed update since. Only an abort keeps those edits and goes on.
 */
export async function recover(repository: Repository, purpose: Purpose = 'end'): Promise<Recovered> {
  const folders = journalFolders(repository);
  let undone: Journal | undefined;
  for (const [level, folder] of [...folders.entries()].reverse()) {
    const found = await recoverOne(repository, folder, purpose);
    if (found === undefined) continue;
    if (found.state === 'undone' && purpose === 'end') {
      undone = found.undone;
      continue;
    }
    if (found.state !== 'open') return found;
    const below = folders.slice(0, level).flatMap((one) => readJournal(repository, one) ?? []);
    return { ...found, below, ...(undone && { undone }) };
  }
  if (purpose !== 'look') removeLeftLock(repository, purpose === 'abort');
  return undone ? { state: 'undone', undone } : { state: 'none' };
}

/** Handles the newest journal. Answers `undefined` when nothing of its update is left. */
async function recoverOne(repository: Repository, folder: string, purpose: Purpose): Promise<Recovered | undefined> {
  const journal = readSettled(repository, folder, purpose);
  if (!journal) return undefined;
  const killed = journal.phase !== 'applied';
  // A finished update holds no lock. An abort removes the lock of a killed update before it waits for git.
  if (killed && purpose === 'abort') removeLeftLock(repository, true);
  if (killed && purpose !== 'look') await waitForGit(repository);
  const states = await touchedStates(repository, journal, folder);
  if (states.length === 0) {
    if (purpose !== 'look') {
      closeJournal(repository);
      removeLeftLock(repository, purpose === 'abort');
    }
    // The update was killed before its first change, or discarded since. An abort of it is done, because nothing is
    // left to undo.
    return killed && purpose === 'abort' ? { state: 'undone', undone: journal } : undefined;
  }
  if (!killed) {
    const unmerged = states.filter(({ index }) => index === 'unmerged').map(({ touched }) => touched.path);
    return { state: 'open', journal, states, unmerged, below: [] };
  }
  if (purpose !== 'end') return { state: 'killed', journal, states };
  refuseEdited(journal, states);
  await undoUpdate(
    repository,
    journal,
    states.map(({ touched }) => touched),
  );
  return { state: 'undone', undone: journal };
}

/**
 * Reads a journal that no running process changes. A process may finish its update and end between the reading of its
 * journal and the look for the process. It would then be taken for killed, so the journal is read once more.
 */
function readSettled(repository: Repository, folder: string, purpose: Purpose): Journal | undefined {
  const first = readJournal(repository, folder);
  if (!first || first.phase === 'applied') return first;
  refuseRunning(first, purpose);
  const journal = readJournal(repository, folder);
  if (journal && journal.phase !== 'applied' && journal.process.id !== first.process.id)
    refuseRunning(journal, purpose);
  return journal;
}

function refuseRunning({ process }: Journal, purpose: Purpose): void {
  // When the journal names this very process, an earlier attempt to undo it has failed.
  const life = process.id === ownProcess().id ? 'ended' : lifeOf(process);
  if (life === 'runs' || (life === 'unknown' && purpose !== 'abort')) throw anotherRuns(life);
}

function refuseEdited(journal: Journal, states: readonly TouchedState[]): void {
  const edited = states.filter(({ disk }) => disk === 'edited').map(({ touched }) => touched.path);
  if (edited.length === 0) return;
  const more = edited.length > shown ? ` and ${edited.length - shown} more` : '';
  throw new WorkshopError(
    'refused',
    `${nameOf(journal)} was killed on its way, and since then you have changed ${edited.slice(0, shown).join(', ')}${more}.`,
    { hint: 'npm run workshop -- update --abort takes it back, and keeps what you changed on a ref.' },
  );
}
