import type { RelPath } from '../../../tree/tree.ts';
import { plumb } from '../../git/plumbing.ts';
import type { Repository } from './repository.ts';

/**
 * Reads a file of the commit that is checked out, as git stores it: on the disk it may have other line endings or another encoding,
 * whatever `.gitattributes` says today. `undefined` where the commit does not have it.
 */
export async function readCommitted(
  { root, prefix, head }: Pick<Repository, 'root' | 'prefix' | 'head'>,
  path: RelPath,
): Promise<Buffer | undefined> {
  const { code, stdout } = await plumb(root, ['cat-file', 'blob', `${head}:${prefix}${path}`]);
  return code === 0 ? stdout : undefined;
}
