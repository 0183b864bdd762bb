import type { RelPath } from '../../../tree/tree.ts';
import { plumb } from '../../git/plumbing.ts';
import type { Repository } from './repository.ts';

/**
 * Reads a file of the checked-out commit as git stores it. On the disk it may have other line endings or another
 * encoding. The present `.gitattributes` does not matter. Answers `undefined` when the commit does not have the file.
 */
export async function readCommitted(
  { root, prefix, head }: Pick<Repository, 'root' | 'prefix' | 'head'>,
  path: RelPath,
): Promise<Buffer | undefined> {
  const { code, stdout } = await plumb(root, ['cat-file', 'blob', `${head}:${prefix}${path}`]);
  return code === 0 ? stdout : undefined;
}
