import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';

/** What stands at a path, links not followed; `undefined` for nothing, also where a file or a circle of links is on the way. */
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

/** The folders above all of these paths. Above a folder that was met before, all have been. */
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

/** Everything below a folder that is no folder. */
export function filesIn(root: string, folder: RelPath): RelPath[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}

/** How much of a file is read at once. */
const partSize = 1 << 20;

/** The bytes of a file, part by part: what a user keeps beside the template's files may be of any size. A part is good until the next. */
export function* partsOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(partSize);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
