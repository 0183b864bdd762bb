import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { WorkshopError } from '../../errors.ts';
import { lives } from '../process.ts';
import { anotherRuns } from './journal.ts';
import type { Repository } from './repository.ts';

/** What stands in the lock while it is ours, before the process id: git's own is empty until its last moment. */
const mark = 'create-serverless-workshop ';

/** git's lock on the index, in our hand. */
export type IndexLock = {
  /** Makes a file the index, in one rename, and gives the lock back. */
  replaceWith(file: string): void;
  release(): void;
};

/** Takes git's own lock on the index, the way git does. Throws `refused` when somebody has it. */
export function lockIndex(repository: Pick<Repository, 'index'>): IndexLock {
  const { index } = repository;
  const lock = `${index}.lock`;
  removeLeftLock(repository);
  try {
    writeFileSync(lock, `${mark}${process.pid}\n`, { flag: 'wx' });
  } catch (cause) {
    if (ownerOf(lock) !== undefined) throw anotherRuns();
    throw new WorkshopError('refused', 'git is at work in this repository: its index is locked.', {
      hint: `Wait until it has ended. If nothing runs, remove ${lock}.`,
      cause,
    });
  }
  return {
    replaceWith(file) {
      renameSync(file, lock);
      renameSync(lock, index);
    },
    release: () => rmSync(lock, { force: true }),
  };
}

/** Removes the lock that a killed update of ours has left. */
export function removeLeftLock({ index }: Pick<Repository, 'index'>): void {
  const lock = `${index}.lock`;
  const pid = ownerOf(lock);
  if (pid !== undefined && !lives(pid)) rmSync(lock, { force: true });
}

/** True while another process has the index. */
export function isIndexLocked({ index }: Pick<Repository, 'index'>): boolean {
  return existsSync(`${index}.lock`);
}

/** The process of ours that has a lock; `undefined` where there is none, or git has it. */
function ownerOf(lock: string): number | undefined {
  try {
    const text = readFileSync(lock, 'latin1').slice(0, 80);
    return text.startsWith(mark) ? Number(text.slice(mark.length)) : undefined;
  } catch {
    return undefined;
  }
}
