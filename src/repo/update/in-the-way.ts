import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';
import type { Plan } from './plan.ts';
import type { Entry } from './repository.ts';

/** How many paths a refusal names. */
const shown = 5;

/**
 * Throws `refused` when something that git does not keep stands where the update writes: an untracked or ignored file, a folder
 * with such files, a link on the way. git itself takes ignored files for worthless and overwrites them.
 */
export function refuseInTheWay(root: string, plan: Plan, ours: ReadonlyMap<RelPath, Entry>, ignoreCase: boolean): void {
  const lower = new Set(ignoreCase ? [...ours.keys()].map((path) => path.toLowerCase()) : []);
  const found = new Set<RelPath>();
  for (const [path, version] of plan.changes) {
    if (!version || ours.has(path) || (ignoreCase && lower.has(path.toLowerCase()))) continue;
    for (const above of foldersAbove(path)) {
      const kind = kindOf(join(root, above));
      if (kind === 'other' && !ours.has(above)) found.add(above);
    }
    const kind = kindOf(join(root, path));
    if (kind === 'other') found.add(path);
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

function kindOf(path: string): 'folder' | 'other' | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    return stat.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    // A file, or a link in a circle, stands where a folder above should be; that one is found by itself.
    if (['ENOTDIR', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function filesIn(root: string, folder: RelPath): RelPath[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}

function foldersAbove(path: RelPath): RelPath[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
}
