import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { WorkshopError } from '../../../errors.ts';
import { diskFailure } from '../../disk-failure.ts';
import { type Life, lifeOf, ownProcess, type ProcessName } from '../../process.ts';
import type { Repository } from './repository.ts';

/** The text in our lock before the name of the process. Git's own lock is empty until git renames it. */
const mark = 'create-serverless-workshop ';

/** Git's lock on the index, held by this process. */
export type IndexLock = {
  /**
   * Makes a file the index with one rename, and releases the lock. Throws `failed` when another process has taken the
   * lock away.
   */
  replaceWith(file: string): void;
  release(): void;
};

/** Takes git's own lock on the index in the same way as git. Throws `refused` when another process holds it. */
export function lockIndex(repository: Pick<Repository, 'index'>): IndexLock {
  const { index } = repository;
  const lock = `${index}.lock`;
  removeLeftLock(repository);
  try {
    create(lock);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new WorkshopError('refused', `git's own folder cannot be written to: ${diskFailure(cause)}.`, {
        hint: `Mend that,${existsSync(lock) ? ` remove ${lock},` : ''} then run it again. Nothing was changed.`,
        cause,
      });
    }
    const owner = ownerOf(lock);
    if (owner !== undefined) throw anotherRuns(lifeOf(owner));
    throw new WorkshopError('refused', 'git is at work in this repository: its index is locked.', {
      hint: `Wait until it has ended. If nothing runs, remove ${lock}.`,
      cause,
    });
  }
  return {
    replaceWith(file) {
      if (!isOwn(lock)) throw takenAway();
      // Not by way of the lock, as git does it: a lock that can not be removed says whose it is to the last.
      renameSync(file, index);
      removeIfPossible(lock);
    },
    release() {
      if (isOwn(lock)) removeIfPossible(lock);
    },
  };
}

/**
 * Makes the lock and writes our name into it. On a full disk the file can be made but not filled, and git would take
 * the empty lock for its own.
 */
function create(lock: string): void {
  const file = openSync(lock, 'wx');
  try {
    writeSync(file, `${mark}${JSON.stringify(ownProcess())}\n`);
  } catch (error) {
    removeIfPossible(lock);
    throw error;
  } finally {
    closeSync(file);
  }
}

/**
 * Removes the lock if possible. Otherwise its text says whose it is, and the next call removes it. The error to report
 * is the earlier one.
 */
function removeIfPossible(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // The disk refuses this too.
  }
}

/**
 * Removes a lock that a killed update of this tool left. An abort also removes a lock when nobody can tell whether its
 * process runs.
 */
export function removeLeftLock({ index }: Pick<Repository, 'index'>, abort = false): void {
  const lock = `${index}.lock`;
  const owner = ownerOf(lock);
  if (owner === undefined) return;
  // A lock of this very process could not be removed before.
  const life = owner.id === ownProcess().id ? 'ended' : lifeOf(owner);
  if (life === 'ended' || (abort && life === 'unknown')) removeIfPossible(lock);
}

/** The error for a second update while a first one runs. */
export function anotherRuns(life: Life): WorkshopError {
  const elsewhere = 'It may run on another machine or in a container. If it does not, take it back:';
  return new WorkshopError('refused', 'Another update runs in this repo.', {
    hint: life === 'unknown' ? `${elsewhere} npm run workshop -- update --abort` : 'Wait until it has ended.',
  });
}

/** The error of an update that another process has ended while it ran. */
export function takenAway(): WorkshopError {
  return new WorkshopError('failed', 'Another process has undone this update while it ran, so it stops here.', {
    hint: 'git status shows the state of the files.',
  });
}

/** Whether another process has locked the index. */
export function isIndexLocked({ index }: Pick<Repository, 'index'>): boolean {
  return existsSync(`${index}.lock`) && !isOwn(`${index}.lock`);
}

function isOwn(lock: string): boolean {
  return ownerOf(lock)?.id === ownProcess().id;
}

/** The process of this tool that holds a lock; `undefined` when there is no lock, or when git holds it. */
function ownerOf(lock: string): ProcessName | undefined {
  try {
    const text = readFileSync(lock, 'latin1').slice(0, 400);
    return text.startsWith(mark) ? (JSON.parse(text.slice(mark.length)) as ProcessName) : undefined;
  } catch {
    return undefined;
  }
}
