import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import type { Repository } from './repository.ts';

/** Files that git was told to ignore on the disk, with the flag that says so. */
export type Unwatched = ReadonlyMap<RelPath, 'skip-worktree' | 'assume-unchanged'>;

/** The files below the root that git does not compare with the disk. The disk may hold something else, or nothing. */
export async function unwatchedFiles({ root }: Repository): Promise<Unwatched> {
  const { code, stdout, stderr } = await plumb(root, ['ls-files', '-v', '-z']);
  if (code !== 0) throw gitFailed('git cannot list its index', stderr);
  const unwatched = new Map<RelPath, 'skip-worktree' | 'assume-unchanged'>();
  const text = stdout.toString('utf8');
  // Each entry is `<tag> <path>\0`. It is parsed without splitting the text, because the loop runs over every file of
  // the repo. A lower case tag means assume-unchanged.
  for (let at = 0, end = text.indexOf('\0'); end >= 0; at = end + 1, end = text.indexOf('\0', at)) {
    const tag = text.charCodeAt(at);
    if (tag === 0x53) unwatched.set(text.slice(at + 2, end), 'skip-worktree');
    else if (tag >= 0x61) unwatched.set(text.slice(at + 2, end), 'assume-unchanged');
  }
  return unwatched;
}

/** Throws `refused` in a sparse checkout, and when the update would write one of these files. */
export async function refuseUnwatched(
  { root, gitDir }: Repository,
  unwatched: Unwatched,
  touched: ReadonlySet<RelPath>,
): Promise<void> {
  // In a sparse checkout git also hides files that it will write later, so the patterns matter even if no file is
  // hidden yet.
  const patterns = existsSync(join(gitDir, 'info/sparse-checkout'));
  if ((patterns || unwatched.size > 0) && (await isSparse(root))) {
    throw new WorkshopError('refused', 'This is a sparse checkout: not every file of the repo is on the disk.', {
      hint: 'Check all files out for the update: git sparse-checkout disable',
    });
  }
  for (const [path, flag] of unwatched) {
    if (!touched.has(path)) continue;
    throw new WorkshopError('refused', `${path} is marked ${flag}: git does not look at it on the disk.`, {
      hint: `git update-index --no-${flag} ${path}, commit what you have there, then update.`,
    });
  }
}

async function isSparse(root: string): Promise<boolean> {
  const { stdout } = await plumb(root, ['config', '--type=bool', 'core.sparseCheckout']);
  return stdout.toString('utf8').trim() === 'true';
}
