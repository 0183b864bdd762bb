import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { filesIn, foldersAbove, kindAt } from '../git/on-disk.ts';
import type { Entry } from '../git/repository.ts';
import type { Plan } from './plan.ts';

/** The most paths that an error names. */
const shown = 5;

/**
 * Throws `refused` when something that git does not track is where the update writes: an untracked or ignored file, a
 * folder with such files, or a link in the path. Git itself would overwrite ignored files.
 */
export function refuseInTheWay(root: string, plan: Plan, ours: ReadonlyMap<RelPath, Entry>, ignoreCase: boolean): void {
  const lower = new Set(ignoreCase ? [...ours.keys()].map((path) => path.toLowerCase()) : []);
  const found = new Set<RelPath>();
  for (const [path, version] of plan.changes) {
    if (!version || ours.has(path) || (ignoreCase && lower.has(path.toLowerCase()))) continue;
    for (const above of foldersAbove(path)) {
      const kind = kindAt(join(root, above));
      if (kind !== undefined && kind !== 'folder' && !ours.has(above)) found.add(above);
    }
    const kind = kindAt(join(root, path));
    if (kind !== undefined && kind !== 'folder') found.add(path);
    if (kind === 'folder') for (const file of filesIn(root, path)) if (!ours.has(file)) found.add(file);
  }
  if (found.size === 0) return;
  const names = [...found].sort();
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  const them = names.length === 1 ? 'it' : 'them';
  throw new WorkshopError('refused', `In the way and not in git: ${names.slice(0, shown).join(', ')}${more}.`, {
    hint: `Move or remove ${them}, or commit ${them}, then update.`,
  });
}
