import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { partsOf } from '../git/on-disk.ts';
import { type Repository, uncommitted } from '../git/repository.ts';
import { storedBytes } from '../git/stored-bytes.ts';
import { lookForMarkers } from '../merge/conflict-markers.ts';
import type { Journal, JournalConflict } from '../recover/journal.ts';

/**
 * Stages what the user has resolved. Throws `conflicts` while something is unresolved, and names each file and what to
 * do.
 */
export async function resolve(repository: Repository, journal: Journal, unmerged: readonly RelPath[]): Promise<void> {
  const { root } = repository;
  const marked = new Map(journal.conflicts.filter((one) => one.marked).map((one) => [one.path, one]));
  // The user may have moved a file with markers.
  const touched = new Set(journal.touched.map(({ path }) => path));
  const elsewhere = marked.size === 0 ? [] : (await uncommitted(repository)).filter(({ path }) => !touched.has(path));
  const files = [...marked.keys(), ...elsewhere.map(({ path }) => path)].filter((path) => isFile(join(root, path)));
  const stored = await storedBytes(repository, files);
  const left = files.filter((path) => isMarked([join(root, path), stored.get(path)], marked.get(path)));
  // A missing file is not a decision, because a sparse checkout removes files too.
  const undecided = unmerged.filter((path) => !marked.has(path) || !isFile(join(root, path)));
  if (left.length > 0 || undecided.length > 0) {
    const lines = [
      ...left.map((path) => `${path}: there are conflict markers in it`),
      ...undecided.map((path) => `${path}: keep it with git add, or drop it with git rm`),
    ];
    throw new WorkshopError('conflicts', `Not resolved yet:\n  ${lines.join('\n  ')}`, {
      hint: 'Then: npm run workshop -- update --continue',
    });
  }
  await stage(repository, journal, unmerged);
}

/**
 * Stages files as they are on the disk. Where the disk stores no file modes, a file keeps the mode that the update gave
 * it.
 */
async function stage({ root }: Repository, { touched }: Journal, paths: readonly RelPath[]): Promise<void> {
  if (paths.length === 0) return;
  const asked = await plumb(root, ['config', '--type=bool', 'core.fileMode']);
  const unknown = asked.stdout.toString('utf8').trim() === 'false';
  const executable = new Set(
    touched.filter(({ after }) => unknown && after?.mode === '100755').map(({ path }) => path),
  );
  const plain = paths.filter((path) => !executable.has(path));
  const runs = paths.filter((path) => executable.has(path));
  for (const [named, flags] of [[plain, []] as const, [runs, ['--chmod=+x']] as const]) {
    if (named.length === 0) continue;
    const input = Buffer.from(named.map((path) => `${path}\0`).join(''), 'utf8');
    const args = ['update-index', '--add', '--remove', ...flags, '-z', '--stdin'];
    const { code, stderr } = await plumb(root, args, { input });
    if (code !== 0) throw gitFailed('git cannot take the resolved files', stderr);
  }
}

function isFile(at: string): boolean {
  return lstatSync(at, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether a file has conflict markers, on the disk or in the form in which git would store it. */
function isMarked(
  [at, stored]: [at: string, stored: Buffer | undefined],
  conflict: JournalConflict | undefined,
): boolean {
  const looks = [lookForMarkers(partsOf(at)), ...(stored ? [lookForMarkers([stored])] : [])];
  return looks.some(({ marked, middles }) => marked || (conflict !== undefined && middles > conflict.middles));
}
