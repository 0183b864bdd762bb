import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { plumb } from '../../git/plumbing.ts';
import type { Repository } from './repository.ts';

/**
 * The files that go through a filter (LFS, a clean filter), with the name of the filter. Git stores other bytes than
 * the disk has.
 */
export async function filteredFiles(
  { root }: Pick<Repository, 'root'>,
  paths: readonly RelPath[],
): Promise<Map<RelPath, string>> {
  if (paths.length === 0) return new Map();
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'utf8');
  const { stdout } = await plumb(root, ['check-attr', '-z', '--stdin', 'filter'], { input });
  const parts = stdout.toString('utf8').split('\0');
  const found = new Map<RelPath, string>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [path = '', , filter = ''] = parts.slice(at, at + 3);
    if (filter !== 'unspecified' && filter !== 'unset') found.set(path, filter);
  }
  return found;
}

/** Throws `refused` when an update would write a file that goes through a filter. */
export function refuseFiltered(filtered: ReadonlyMap<RelPath, string>, touched: ReadonlySet<RelPath>): void {
  for (const [path, filter] of filtered) {
    if (!touched.has(path)) continue;
    throw new WorkshopError(
      'refused',
      `${path} goes through the filter "${filter}" (.gitattributes): it cannot be merged.`,
      { hint: 'Take that file out of the filter and commit, then run it again.' },
    );
  }
}
