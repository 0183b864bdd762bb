import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import { type RelPath, staysInside } from '../../../tree/tree.ts';
import { readBase } from '../../base.ts';
import type { RecordedManifest } from '../../manifest.ts';
import { filteredFiles, refuseFiltered } from '../git/filtered-files.ts';
import { blobId } from '../git/objects.ts';
import { kindAt } from '../git/on-disk.ts';
import { type Repository, refuseUnderWay } from '../git/repository.ts';
import { refuseUnwatched, unwatchedFiles } from '../git/unwatched-files.ts';
import { readCheckedBase } from '../plan/checked-base.ts';
import { refuseInTheWay } from '../plan/in-the-way.ts';
import { type Plan, refuseFileInFile } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import { touchedBy } from '../plan/touched-paths.ts';
import type { Told } from '../told.ts';
import { apply } from './apply.ts';
import { changedOn, groundForMore, messageOf } from './ground.ts';

/**
 * Restores template files that the user had deleted: one path, or all below a folder. They are staged. Throws `refused`
 * for a path that the template does not have, and for files that exist.
 */
export async function restorePath(repository: Repository, recorded: RecordedManifest, typed: string): Promise<Told> {
  const { root, format, head } = repository;
  const path = asPath(typed);
  refuseUnderWay(repository);
  const ground = await groundForMore(repository);
  const { ours } = ground;
  const found = readBase(await readCheckedBase(repository, recorded)).filter(
    (record) => record.path === path || record.path.startsWith(`${path}/`),
  );
  if (found.length === 0) {
    throw new WorkshopError('refused', `The template of this repo has no ${path}.`, {
      hint: 'Paths are written from the folder of workshop.json.',
    });
  }
  const missing = found.filter((record) => !ours.has(record.path));
  if (missing.length === 0) {
    refuseUncommittedDeletion(root, found);
    throw new WorkshopError('refused', `${path} exists: there is nothing to restore.`, {
      hint: `To see what you changed in it: git log -- ${path}`,
    });
  }
  const steps = missing.map(({ path: at, role, mode, bytes }): Step => {
    const file = { mode, oid: blobId(bytes, format), bytes };
    return { fate: 'added', path: at, role, reason: 'brought back', notes: [], file };
  });
  const plan: Plan = { steps, changes: new Map(steps.map(({ path: at, file }) => [at, file])) };
  const dirty = new Set((await changedOn(ground)).map(({ path: at }) => at));
  const touched = touchedBy(plan).find((at) => dirty.has(at));
  if (touched !== undefined) {
    throw new WorkshopError('refused', `${touched} has changes that are in no commit.`, { hint: 'Commit them first.' });
  }
  refuseFileInFile(plan.changes, ours);
  refuseInTheWay(root, plan, ours, false);
  const written = new Set(touchedBy(plan));
  await refuseUnwatched(repository, await unwatchedFiles(repository), written);
  refuseFiltered(await filteredFiles(repository, [...written]), written);
  const { version } = recorded.generator;
  await apply(ground, plan, {
    from: version,
    to: version,
    base: recorded.base,
    message: `Bring back ${path}`,
    what: `update --restore ${path}`,
  });
  const paths = steps.map((step) => step.path);
  return {
    lines: [
      ...paths.map((at) => `brought back  ${at}`),
      '',
      `Staged. Commit it: git commit --message "${messageOf(ground, `Bring back ${path}`)}"`,
      'To take it back before that: npm run workshop -- update --abort',
    ],
    json: { restored: paths, head },
  };
}

/** Refuses a deletion that is not committed. Git itself can restore such a file, with the user's edits. */
function refuseUncommittedDeletion(root: string, found: readonly { readonly path: RelPath }[]): void {
  const gone = found.filter((record) => kindAt(join(root, record.path)) === undefined).map((record) => record.path);
  if (gone.length === 0) return;
  throw new WorkshopError('refused', `${gone[0]} is deleted on the disk, and the deletion is not committed.`, {
    hint: `Restore it with your changes: git restore --staged --worktree -- ${gone.join(' ')}`,
  });
}

function asPath(typed: string): RelPath {
  const path = typed.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/$/, '');
  if (staysInside(path)) return path;
  throw new WorkshopError('refused', `${JSON.stringify(typed)} is no path inside this repo.`, {
    hint: 'Write it from the folder of workshop.json: --restore services/receipt',
  });
}
