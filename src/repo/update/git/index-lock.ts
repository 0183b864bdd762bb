import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { WorkshopError } from '../../../errors.ts';
import { diskFailure } from '../../disk-failure.ts';
import { type Life, lifeOf, ownProcess, type ProcessName } from '../../process.ts';
import type { Repository } from './repository.ts';

/** What stands in the lock while it is ours, before the name of the process: git's own is empty until its last moment. */
const mark = 'create-serverless-workshop ';

/** git's lock on the index, in our hand. */
export type IndexLock = {
  /** Makes a file the index, in one rename, and gives the lock back. Throws `failed` when somebody has taken the lock away. */
  replaceWith(file: string): void;
  release(): void;
};

/** Takes git's own lock on the index, the way git does. Throws `refused` when somebody has it. */
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

/** A full disk lets a file begin, and takes nothing into it: git would take an empty lock for its own. */
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

/** A lock that cannot be removed says whose it is: the next call removes it. What went wrong before is the error to tell. */
function removeIfPossible(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // The disk fails altogether.
  }
}

/** Removes the lock that a killed update of ours has left; for an abort also one of which nobody can tell whether its process runs. */
export function removeLeftLock({ index }: Pick<Repository, 'index'>, abort = false): void {
  const lock = `${index}.lock`;
  const owner = ownerOf(lock);
  if (owner === undefined) return;
  // A lock of this very process is one that could not be removed before.
  const life = owner.id === ownProcess().id ? 'ended' : lifeOf(owner);
  if (life === 'ended' || (abort && life === 'unknown')) removeIfPossible(lock);
}

/** The refusal of a second update beside a first. */
export function anotherRuns(life: Life): WorkshopError {
  const elsewhere = 'It may run on another machine or in a container. If it does not, take it back:';
  return new WorkshopError('refused', 'Another update runs in this repo.', {
    hint: life === 'unknown' ? `${elsewhere} npm run workshop -- update --abort` : 'Wait until it has ended.',
  });
}

/** What an update says that another process has ended while it ran. */
export function takenAway(): WorkshopError {
  return new WorkshopError('failed', 'Another process took this update back while it ran: it stops here.', {
    hint: 'git status shows what stands.',
  });
}

/** True while another process has the index. */
export function isIndexLocked({ index }: Pick<Repository, 'index'>): boolean {
  return existsSync(`${index}.lock`) && !isOwn(`${index}.lock`);
}

function isOwn(lock: string): boolean {
  return ownerOf(lock)?.id === ownProcess().id;
}

/** The process of ours that has a lock; `undefined` where there is none, or git has it. */
function ownerOf(lock: string): ProcessName | undefined {
  try {
    const text = readFileSync(lock, 'latin1').slice(0, 400);
    return text.startsWith(mark) ? (JSON.parse(text.slice(mark.length)) as ProcessName) : undefined;
  } catch {
    return undefined;
  }
}
