import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkshopError } from '../errors.ts';

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
