import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RelPath } from '../../tree/tree.ts';

/** What stands at a path, links not followed; `undefined` for nothing, also where a file or a circle of links is on the way. */
export function standingAt(path: string): 'folder' | 'link' | 'other' | undefined {
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
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}

/** Everything below a folder that is no folder. */
export function filesIn(root: string, folder: RelPath): RelPath[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}
