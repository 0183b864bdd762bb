import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { WorkshopError } from '../errors.ts';
import { diskFailure } from './disk-failure.ts';
import { removeFolder } from './remove-folder.ts';

/**
 * Writes a file beside the one that it replaces, then one rename: it is the old one or the new one. Throws `failed` when the disk does
 * not take it, with `state`, a sentence that says what stands then; nothing is left beside the file.
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
