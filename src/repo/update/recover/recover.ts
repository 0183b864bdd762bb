import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { lifeOf, ownProcess } from '../../process.ts';
import { anotherRuns, removeLeftLock } from '../git/index-lock.ts';
import type { Repository } from '../git/repository.ts';
import { closeJournal, type Journal, readJournal } from './journal.ts';
import { type TouchedState, touchedStates } from './touched-state.ts';
import { undoUpdate, waitForGit } from './undo-update.ts';

/** What the search for an open update found. */
export type Recovered =
  /** Nothing is open. */
  | { readonly state: 'none' }
  /** A killed update was undone, or had changed nothing. */
  | { readonly state: 'undone'; readonly to: string }
  /** A killed update that is not undone. Not returned for the purpose `end`. */
  | { readonly state: 'killed'; readonly journal: Journal; readonly states: readonly TouchedState[] }
  /** An update that is in the index and not committed. */
  | {
      readonly state: 'open';
      readonly journal: Journal;
      readonly states: readonly TouchedState[];
      readonly unmerged: readonly RelPath[];
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
 * forgotten. Throws `refused` when another process is working on it, and when the user has edited files of a killed
 * update since. Only an abort keeps those edits and goes on.
 */
export async function recover(repository: Repository, purpose: Purpose = 'end'): Promise<Recovered> {
  const journal = readJournal(repository);
  if (!journal) {
    if (purpose !== 'look') removeLeftLock(repository, purpose === 'abort');
    return { state: 'none' };
  }
  const killed = journal.phase !== 'applied';
  if (killed) refuseRunning(journal, purpose);
  // A finished update holds no lock. An abort removes the lock of a killed update before it waits for git.
  if (killed && purpose === 'abort') removeLeftLock(repository, true);
  if (killed && purpose !== 'look') await waitForGit(repository);
  const states = await touchedStates(repository, journal);
  if (states.length === 0) {
    if (purpose !== 'look') {
      closeJournal(repository);
      removeLeftLock(repository, purpose === 'abort');
    }
    // The update was killed before its first change, or discarded since. An abort of it is done, because nothing is
    // left to undo.
    return killed && purpose === 'abort' ? { state: 'undone', to: journal.to } : { state: 'none' };
  }
  if (!killed) {
    const unmerged = states.filter(({ index }) => index === 'unmerged').map(({ touched }) => touched.path);
    return { state: 'open', journal, states, unmerged };
  }
  if (purpose !== 'end') return { state: 'killed', journal, states };
  refuseEdited(journal, states);
  await undoUpdate(
    repository,
    journal,
    states.map(({ touched }) => touched),
  );
  return { state: 'undone', to: journal.to };
}

function refuseRunning({ process }: Journal, purpose: Purpose): void {
  // When the journal names this very process, an earlier attempt to undo it has failed.
  const life = process.id === ownProcess().id ? 'ended' : lifeOf(process);
  if (life === 'runs' || (life === 'unknown' && purpose !== 'abort')) throw anotherRuns(life);
}

function refuseEdited({ to }: Journal, states: readonly TouchedState[]): void {
  const edited = states.filter(({ disk }) => disk === 'edited').map(({ touched }) => touched.path);
  if (edited.length === 0) return;
  const more = edited.length > shown ? ` and ${edited.length - shown} more` : '';
  throw new WorkshopError(
    'refused',
    `An update to ${to} was killed on its way, and since then you have changed ${edited.slice(0, shown).join(', ')}${more}.`,
    { hint: 'npm run workshop -- update --abort takes the update back, and keeps what you changed on a ref.' },
  );
}
