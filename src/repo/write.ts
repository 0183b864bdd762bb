import { existsSync, mkdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { WorkshopError } from '../errors.ts';
import { type RelPath, staysInside } from '../tree/tree.ts';
import { diskFailure } from './disk-failure.ts';
import { removeFolder } from './remove-folder.ts';
import { removeStale, stagingName } from './staging.ts';
import type { Target } from './target.ts';

/** A file to write. A text is written as UTF-8. */
export type FileToWrite = {
  readonly path: RelPath;
  readonly content: string | Uint8Array;
  readonly executable: boolean;
};

/** How many files were written, and their total size in bytes. */
export type Written = { readonly files: number; readonly bytes: number };

/** The bytes of a file to write. */
export function bytesToWrite({ content }: FileToWrite): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}

/** The size of a file to write, in bytes. */
export function sizeOf({ content }: FileToWrite): number {
  return typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
}

/**
 * The pauses between the attempts to rename, in milliseconds. On Windows virus scanners and indexers hold a new folder
 * for a moment.
 */
const renamePauses = [20, 50, 100, 200, 400, 800, 1600];

/**
 * Writes a repo into a staging folder beside the target, then moves it into place with one rename. `late` are files
 * whose bytes are still being made while the others are written. Throws `refused` when the place cannot be written to,
 * `failed` when the disk fails during the write, and `cancelled` on Ctrl-C; each time nothing is left behind. Answers
 * how much was written.
 */
export async function writeRepo(
  target: Target,
  files: Iterable<FileToWrite>,
  late: Promise<readonly FileToWrite[]> = Promise.resolve([]),
): Promise<Written> {
  // `late` is awaited below. Without this handler its failure before that would end the process.
  late.catch(() => {});
  removeStale(target.parent);
  const staging = join(target.parent, stagingName());
  try {
    mkdirSync(staging);
  } catch (cause) {
    throw notWritable(target.parent, cause);
  }
  const interrupt = watchInterrupts();
  try {
    // The staging folder holds `top`, so the rename also creates the folders above the target that do not exist yet.
    const root = join(staging, relative(target.top, target.path));
    mkdirSync(root, { recursive: true });
    const made = new Set<RelPath>();
    const written = { files: 0, bytes: 0 };
    const writeAll = (some: Iterable<FileToWrite>) => {
      // `some` can be a generator. Files are written one by one, so that only one text at a time is in memory.
      for (const file of some) {
        writeInto(root, file, made);
        written.files += 1;
        written.bytes += sizeOf(file);
      }
    };
    writeAll(files);
    writeAll(await late);
    // Node delivers signals only between turns of the event loop.
    await setImmediate();
    interrupt.throwIfInterrupted();
    // Elsewhere the rename itself takes the place of an empty folder.
    if (target.exists && process.platform === 'win32') rmdirSync(target.path);
    await renamePatiently(staging, target.top);
    return written;
  } catch (error) {
    removeFolder(staging);
    if (target.exists) bringBack(target.path);
    if (error instanceof WorkshopError && !existsSync(staging)) throw error;
    throw diskFailed(target.path, error, staging);
  } finally {
    interrupt.stop();
  }
}

/** Renames a folder, and tries again while Windows reports that another process holds it. */
export async function renamePatiently(from: string, to: string, rename = renameSync): Promise<void> {
  for (const pause of [...renamePauses, undefined]) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const held = ['EPERM', 'EBUSY', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!held || pause === undefined) throw error;
      await setTimeout(pause);
    }
  }
}

function writeInto(root: string, { path, content, executable }: FileToWrite, made: Set<RelPath>): void {
  if (!staysInside(path)) throw new WorkshopError('failed', `A file would leave the repo: ${path}.`);
  makeFolder(root, above(path), made);
  // With the encoding named, Node writes a text in one call.
  writeFileSync(`${root}/${path}`, content, { encoding: 'utf8', mode: executable ? 0o755 : 0o644 });
}

/** Makes each folder once and remembers it, so that the disk is not asked again. */
function makeFolder(root: string, folder: RelPath, made: Set<RelPath>): void {
  if (folder === '' || made.has(folder)) return;
  makeFolder(root, above(folder), made);
  mkdirSync(`${root}/${folder}`);
  made.add(folder);
}

function above(path: RelPath): RelPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function watchInterrupts(): { throwIfInterrupted(): void; stop(): void } {
  let interrupted = false;
  const remember = () => {
    interrupted = true;
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, remember);
  return {
    throwIfInterrupted() {
      if (interrupted) throw new WorkshopError('cancelled', 'Cancelled. Nothing was written.');
    },
    stop() {
      for (const signal of signals) process.off(signal, remember);
    },
  };
}

/** Restores the empty folder that the user had made, when the rename could not put the repo in its place. */
function bringBack(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    // The first error is the one to report.
  }
}

function notWritable(folder: string, cause: unknown): WorkshopError {
  return new WorkshopError('refused', `Cannot write into ${folder}: ${diskFailure(cause)}.`, {
    hint: 'Mend that, or choose another folder.',
    cause,
  });
}

function diskFailed(path: string, cause: unknown, staging: string): WorkshopError {
  const why = cause instanceof WorkshopError ? cause.message : `${diskFailure(cause)}.`;
  const left = existsSync(staging) ? `${staging} could not be removed.` : 'Nothing was left behind.';
  return new WorkshopError('failed', `Could not write ${path}: ${why} ${left}`, {
    hint: 'Mend that, then run the same command again.',
    cause,
  });
}
