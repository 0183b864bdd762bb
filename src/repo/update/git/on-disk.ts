import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';

/**
 * What is at a path; links are not followed. `undefined` when nothing is there, or when the path leads through a file
 * or a circle of links.
 */
export function kindAt(path: string): 'folder' | 'link' | 'other' | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    if (stat.isSymbolicLink()) return 'link';
    return stat.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (['ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The folders above a path, from the top down, without the root. */
export function foldersAbove(path: RelPath): RelPath[] {
  const folders: RelPath[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  return folders;
}

/** The folders above all of these paths. When a folder is known already, so are the folders above it. */
export function foldersOf(paths: Iterable<RelPath>): Set<RelPath> {
  const folders = new Set<RelPath>();
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** All files below a folder. */
export function filesIn(root: string, folder: RelPath): RelPath[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}

/** The size of one part of a file when it is read, in bytes. */
const partSize = 1 << 20;

/**
 * The bytes of a file in parts, because a user's file may have any size. A part is valid until the next one is read.
 */
export function* partsOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(partSize);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
