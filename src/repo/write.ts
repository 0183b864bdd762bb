import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { WorkshopError } from '../errors.ts';
import { type RelPath, staysInside } from '../tree/tree.ts';
import { removeStale, stagingName } from './staging.ts';
import type { Target } from './target.ts';

/** A file to write; a text is written as UTF-8. */
export type FileToWrite = {
  readonly path: RelPath;
  readonly content: string | Uint8Array;
  readonly executable: boolean;
};

/** How many files were written, and their bytes. */
export type Written = { readonly files: number; readonly bytes: number };

/** The bytes that a file will have. */
export function bytesToWrite({ content }: FileToWrite): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}

/** How large a file will be, in bytes. */
export function sizeOf({ content }: FileToWrite): number {
  return typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
}

/** Virus scanners and indexers on Windows hold a fresh folder for a moment. Milliseconds between the tries. */
const renamePauses = [20, 50, 100, 200, 400, 800, 1600];

/**
 * Writes a repo: into a staging folder beside the target, then one rename brings all of it.
 * `late` are files whose bytes are still being made while the others are written.
 * Throws `refused` when the place cannot be written to, `failed` when the disk fails on the way, and `cancelled` on Ctrl-C;
 * in each case nothing is left behind. Answers how much was written.
 */
export async function writeRepo(
  target: Target,
  files: Iterable<FileToWrite>,
  late: Promise<readonly FileToWrite[]> = Promise.resolve([]),
): Promise<Written> {
  // It is awaited below; until then a failure of its own must not end the process.
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
    // What is staged is `top`: folders that do not exist yet above the target come with the same rename.
    const root = join(staging, relative(target.top, target.path));
    mkdirSync(root, { recursive: true });
    const made = new Set<RelPath>();
    const written = { files: 0, bytes: 0 };
    const writeAll = (some: Iterable<FileToWrite>) => {
      // One after the other, so that a text that is made on the way is gone before the next one comes.
      for (const file of some) {
        writeInto(root, file, made);
        written.files += 1;
        written.bytes += sizeOf(file);
      }
    };
    writeAll(files);
    writeAll(await late);
    // Signals are delivered when the loop turns.
    await setImmediate();
    interrupt.throwIfInterrupted();
    if (target.exists) rmdirSync(target.path);
    await renamePatiently(staging, target.top);
    return written;
  } catch (error) {
    rmSync(staging, { recursive: true, force: true, maxRetries: 5 });
    if (target.exists) mkdirSync(target.path, { recursive: true });
    throw error instanceof WorkshopError ? error : diskFailed(target.path, error);
  } finally {
    interrupt.stop();
  }
}

/** Renames, again where Windows says that somebody still holds the folder. */
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
  // Node writes a text in one call when the encoding is named.
  writeFileSync(`${root}/${path}`, content, { encoding: 'utf8', mode: executable ? 0o755 : 0o644 });
}

/** Each folder is made once, without asking the disk first. */
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

function notWritable(folder: string, cause: unknown): WorkshopError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new WorkshopError('refused', `Cannot write into ${folder} (${code ?? message}).`, {
    hint: 'Choose a folder that you may write to.',
    cause,
  });
}

function diskFailed(path: string, cause: unknown): WorkshopError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const why = code === 'ENAMETOOLONG' ? 'the path is too long' : message;
  return new WorkshopError('failed', `Could not write ${path}: ${why}. Nothing was left behind.`, {
    hint: 'Mend that, then run the same command again.',
    cause,
  });
}
