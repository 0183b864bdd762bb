import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { plumb } from '../git/plumbing.ts';
import { manifestPath, type RecordedManifest, readManifest } from '../manifest.ts';
import { findRepository, type Repository } from './git/repository.ts';
import { journalFolder, mayBeOpen } from './recover/journal-folder.ts';
import { type Recovered, recover } from './recover/recover.ts';

/** A repo made by this tool. */
export type FoundRepo = { readonly root: string; readonly recorded: RecordedManifest };

/** Finds the repo around a folder. Throws `refused` when there is none that this tool made. */
export function findRepo(cwd: string): FoundRepo {
  for (let root = cwd; ; root = dirname(root)) {
    const recorded = existsSync(join(root, manifestPath)) ? readManifest(root) : undefined;
    if (recorded) return { root, recorded };
    if (root === dirname(root)) {
      throw new WorkshopError('refused', `${cwd} is in no repo made by this tool: there is no ${manifestPath}.`, {
        hint: 'Go into the repo, then run it again.',
      });
    }
  }
}

/**
 * Finds the repo around a folder, for code that will write in it. A killed update is undone first, before anything that
 * it may have written is read. Throws the errors of {@link findRepo} and {@link recover}.
 */
export async function openRepo(cwd: string): Promise<FoundRepo & { readonly recovered: Recovered }> {
  const open = await findOpen(cwd);
  const recovered: Recovered = open ? await recover(open) : { state: 'none' };
  return { ...findRepo(cwd), recovered };
}

/**
 * Finds the repository of an update that may be open. It does not read the manifest, because a killed update may have
 * removed it.
 */
export async function findOpen(cwd: string): Promise<Repository | undefined> {
  if (!mayBeOpen(cwd)) return undefined;
  const asked = await plumb(cwd, ['rev-parse', '--show-toplevel', '--absolute-git-dir', '--show-prefix']);
  const [top = '', gitDir = '', within = ''] = asked.stdout.toString('utf8').split('\n');
  if (asked.code !== 0) return undefined;
  for (let prefix = within; ; prefix = prefix.slice(0, prefix.lastIndexOf('/', prefix.length - 2) + 1)) {
    if (existsSync(journalFolder({ gitDir, prefix }))) return findRepository(join(top, prefix));
    if (prefix === '') return undefined;
  }
}
