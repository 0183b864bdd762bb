import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import { diskFailure, isDiskFailure } from './disk-failure.ts';
import { removeFolder } from './remove-folder.ts';

/** Makes a new folder in the system's temporary folder. Throws `refused` when none can be made there. */
export function temporaryFolder(prefix: string): string {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    throw new WorkshopError('refused', `There is no place for temporary files: ${(cause as Error).message}.`, {
      hint: 'Set TMPDIR to a folder that you may write to.',
      cause,
    });
  }
}

/**
 * Runs some work in a temporary folder and removes the folder afterwards. Called before anything in the repo changes.
 * Throws `failed` when there is no space for its files.
 */
export async function inTemporaryFolder<T>(prefix: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder(prefix);
  try {
    return await work(folder);
  } catch (cause) {
    if (!isDiskFailure(cause)) throw cause;
    throw new WorkshopError('failed', `Temporary files could not be written to ${tmpdir()}: ${diskFailure(cause)}.`, {
      hint: 'Make room there, or set TMPDIR to another folder, then run the same command again.',
      cause,
    });
  } finally {
    removeFolder(folder);
  }
}
