import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';
import { plumb } from '../plumbing.ts';
import { bringBack } from './bring-back.ts';
import { type Journal, journalFolder } from './journal.ts';
import { standingAt } from './on-disk.ts';
import type { Repository } from './repository.ts';

/** Who the commit of a half-finished resolution is by: it must not depend on an identity. */
const nobody = {
  GIT_AUTHOR_NAME: 'create-serverless-workshop',
  GIT_AUTHOR_EMAIL: '',
  GIT_COMMITTER_NAME: 'create-serverless-workshop',
  GIT_COMMITTER_EMAIL: '',
};

/**
 * Undoes an update that is not committed. What the user did since to the files it touched is kept as a commit on a ref;
 * answers that ref, or `undefined` when there was nothing to keep.
 */
export async function abort(repository: Repository, journal: Journal): Promise<string | undefined> {
  const kept = await keepResolution(repository, journal);
  try {
    await bringBack(repository, journal);
  } catch (error) {
    // A refusal changes nothing, not even a ref.
    if (kept !== undefined) await plumb(repository.root, ['update-ref', '-d', kept]);
    throw error;
  }
  return kept;
}

async function keepResolution(repository: Repository, journal: Journal): Promise<string | undefined> {
  const { root, prefix } = repository;
  const { result } = journal;
  if (result === undefined) return undefined;
  const env = { GIT_INDEX_FILE: join(journalFolder(repository), 'kept-index') };
  copyFileSync(repository.index, env.GIT_INDEX_FILE);
  await mustRun(root, ['read-tree', '--reset', result], env);
  const touched = journal.before.map(({ path }) => path);
  // git refuses to take a folder, or what lies behind a link, for a file that is gone.
  const zero = '0'.repeat(repository.head.length);
  const gone = touched.filter((path) => !isFilePlace(root, path));
  if (gone.length > 0) {
    const lines = gone.map((path) => `0 ${zero}\t${prefix}${path}\0`);
    await mustRun(root, ['update-index', '-z', '--index-info'], env, lines.join(''));
  }
  const paths = touched.filter((path) => !gone.includes(path)).map((path) => `${path}\0`);
  await mustRun(root, ['update-index', '--add', '--remove', '-z', '--stdin'], env, paths.join(''));
  const tree = await mustRun(root, ['write-tree'], env);
  const planned = await mustRun(root, ['rev-parse', '--verify', `${result}^{tree}`], env);
  if (tree === planned) return undefined;
  const message = `What was done of the update to ${journal.to} before it was aborted`;
  const commit = await mustRun(root, ['commit-tree', tree, '-p', repository.head, '-m', message], {
    ...env,
    ...nobody,
  });
  const ref = `refs/workshop/aborted/${commit.slice(0, 12)}`;
  await mustRun(root, ['update-ref', ref, commit], env);
  return ref;
}

/** True where a file stands or could stand: no folder is there, and no link on the way. */
function isFilePlace(root: string, path: RelPath): boolean {
  if (standingAt(join(root, path)) === 'folder') return false;
  for (let above = dirname(path); above !== '.'; above = dirname(above)) {
    if (standingAt(join(root, above)) === 'link') return false;
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
