import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { plumb } from '../../git/plumbing.ts';
import { kindAt } from '../git/on-disk.ts';
import type { Repository } from '../git/repository.ts';
import { nobody } from '../git/staged-commit.ts';
import { type Journal, titleOf } from './journal.ts';
import { giveRoom, journalFolder } from './journal-folder.ts';
import type { TouchedState } from './touched-state.ts';
import { undoUpdate } from './undo-update.ts';

/**
 * Undoes an update that is not committed, whether it was killed or not. Changes that the user made since then in the
 * touched files are kept as a commit on a ref. Answers that ref, or `undefined` when there were none.
 */
export async function abort(
  repository: Repository,
  journal: Journal,
  states: readonly TouchedState[],
): Promise<string | undefined> {
  giveRoom(repository);
  const kept = states.some((one) => isOfUser(one, journal)) ? await keep(repository, journal, states) : undefined;
  try {
    await undoUpdate(
      repository,
      journal,
      states.map(({ touched }) => touched),
    );
  } catch (error) {
    // A refusal changes nothing, so the ref is removed too.
    if (kept !== undefined) await plumb(repository.root, ['update-ref', '-d', kept]);
    throw error;
  }
  return kept;
}

/**
 * Whether a change is the user's. A half-written file of a killed update is not; a change after a finished update is.
 */
function isOfUser({ touched, disk, index }: TouchedState, { phase }: Journal): boolean {
  if (disk === 'edited' || index === 'other') return true;
  return phase === 'applied' && (disk === 'part' || (disk === 'gone' && touched.after !== undefined));
}

/**
 * Makes a commit of the files on the disk. When something else was staged, a commit of that becomes its second parent.
 */
async function keep(repository: Repository, journal: Journal, states: readonly TouchedState[]): Promise<string> {
  const { root, prefix, head } = repository;
  const staged = states.some(({ index }) => index === 'other')
    ? ['-p', await keepStaged(repository, journal, states)]
    : [];
  const env = { GIT_INDEX_FILE: join(journalFolder(repository), 'kept-index') };
  rmSync(env.GIT_INDEX_FILE, { force: true });
  await mustRun(root, ['read-tree', head], env);
  const paths = states.map(({ touched }) => touched);
  // For git a folder, or a path behind a link, is an error and not a missing file.
  const places = new Set(paths.filter(({ path }) => isFilePlace(root, path)));
  const lines = [
    ...paths.map(({ path }) => `0 ${'0'.repeat(head.length)}\t${prefix}${path}\0`),
    // Where the disk stores no file modes, a file has the mode that the update gave it.
    ...[...places].flatMap(({ path, after }) => (after ? [`${after.mode} ${after.oid} 0\t${prefix}${path}\0`] : [])),
  ];
  await mustRun(root, ['update-index', '-z', '--index-info'], env, lines.join(''));
  const input = [...places].map(({ path }) => `${path}\0`).join('');
  await mustRun(root, ['update-index', '--add', '--remove', '-z', '--stdin'], env, input);
  const tree = await mustRun(root, ['write-tree'], env);
  const message = `What was done of ${titleOf(journal)} before it was aborted`;
  const commit = await mustRun(root, ['commit-tree', tree, '-p', head, ...staged, '-m', message], {
    ...env,
    ...nobody,
  });
  const ref = `refs/workshop/aborted/${commit.slice(0, 12)}`;
  await mustRun(root, ['update-ref', ref, commit], env);
  return ref;
}

async function keepStaged(
  { root, prefix, head, gitDir }: Repository,
  journal: Journal,
  states: readonly TouchedState[],
): Promise<string> {
  const env = { GIT_INDEX_FILE: join(journalFolder({ prefix, gitDir }), 'staged-index') };
  rmSync(env.GIT_INDEX_FILE, { force: true });
  await mustRun(root, ['read-tree', head], env);
  const others = states.filter(({ index }) => index === 'other');
  const lines = [
    ...others.map(({ touched }) => `0 ${'0'.repeat(head.length)}\t${prefix}${touched.path}\0`),
    ...others.flatMap(({ touched, staged }) =>
      staged ? [`${staged.mode} ${staged.oid} 0\t${prefix}${touched.path}\0`] : [],
    ),
  ];
  await mustRun(root, ['update-index', '-z', '--index-info'], env, lines.join(''));
  const tree = await mustRun(root, ['write-tree'], env);
  const message = `What was staged of ${titleOf(journal)} before it was aborted`;
  return mustRun(root, ['commit-tree', tree, '-p', head, '-m', message], { ...env, ...nobody });
}

/** Whether a file is or could be at a path: no folder is there, and no link is in the path. */
function isFilePlace(root: string, path: RelPath): boolean {
  if (kindAt(join(root, path)) === 'folder') return false;
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    if (kindAt(join(root, above)) === 'link') return false;
  }
  return true;
}

async function mustRun(
  root: string,
  args: readonly string[],
  env: Record<string, string>,
  input = '',
): Promise<string> {
  const { code, stdout, stderr } = await plumb(root, args, { env, input: Buffer.from(input, 'utf8') });
  if (code !== 0) {
    throw new WorkshopError('failed', `git ${args[0]} failed: ${stderr.trim().split('\n')[0]}`, {
      hint: 'Nothing was undone. Look at git status, then run the same command again.',
    });
  }
  return stdout.toString('utf8').trim();
}
