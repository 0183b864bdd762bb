import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Everything below a folder, without what a link points at.
 * `readdir` with `recursive` follows links to folders from Node 22 on, and a repo's `node_modules` is full of them.
 */
export function entriesIn(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry, ...entriesIn(join(folder, entry.name))] : [entry],
  );
}
