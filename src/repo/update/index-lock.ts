import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { WorkshopError } from '../../errors.ts';
import type { Repository } from './repository.ts';

/** What stands in the lock while it is ours: git's own is empty until its last moment. */
const mark = 'create-serverless-workshop\n';

/** git's lock on the index, in our hand. */
export type IndexLock = {
  /** Makes a file the index, in one rename, and gives the lock back. */
  replaceWith(file: string): void;
  release(): void;
};

/** Takes git's own lock on the index, the way git does. Throws `refused` when somebody has it. */
export function lockIndex({ index }: Pick<Repository, 'index'>): IndexLock {
  const lock = `${index}.lock`;
  try {
    writeFileSync(lock, mark, { flag: 'wx' });
  } catch (cause) {
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
  if (existsSync(lock) && readFileSync(lock, 'utf8') === mark) rmSync(lock, { force: true });
}

/** True while another process has the index. */
export function isIndexLocked({ index }: Pick<Repository, 'index'>): boolean {
  return existsSync(`${index}.lock`);
}
