import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { WorkshopError } from '../errors.ts';
import { diskFailure } from './disk-failure.ts';
import { removeFolder } from './remove-folder.ts';

/**
 * Writes a new file beside the old one, then renames it over the old one, so that the path holds either the old or the
 * new file. Throws `failed` when the disk refuses the write. `state` is the sentence of that error that describes the
 * repo. No temporary file is left.
 */
export function replaceFile(
  file: string,
  content: string | Uint8Array,
  { state, path }: { state: string; path: string },
): void {
  const staged = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(staged, content);
    renameSync(staged, file);
  } catch (cause) {
    removeFolder(staged);
    throw new WorkshopError('failed', `Could not write ${path}: ${diskFailure(cause)}. ${state}`, {
      hint: 'Mend that, then run the same command again.',
      cause,
    });
  }
}
