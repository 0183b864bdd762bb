import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import type { Answers } from '../../layers/answers.ts';
import { readGatesPage, writeGatesPage } from '../advance/gates-page.ts';
import { manifestPath, type RecordedManifest, readManifest } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import { installCommand, type Manager } from '../package-manager.ts';
import { composeProject } from '../project.ts';
import { newestVersion } from '../published.ts';
import { findRepository } from './repository.ts';
import { abortUpdate, checkUpdate, continueUpdate, type Told, update } from './update.ts';

/** What an update is asked to do. */
export type UpdateJob =
  | { readonly kind: 'abort' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'link' }
  | { readonly kind: 'restore'; readonly path: string }
  | {
      readonly kind: 'run';
      /** The answers that the repo shall have. */
      readonly answers: Answers;
      /** `check` says whether there is anything to do, `list` and `patch` show it, `write` does it. */
      readonly how: 'check' | 'list' | 'patch' | 'write';
      /** Ask the registry which version is the newest. */
      readonly online: boolean;
      readonly allowDirty: boolean;
      readonly followRenames: boolean;
    };

/** Where it is asked. */
type Caller = { readonly cwd: string; readonly own: OwnPackage; readonly manager: Manager };

/** Does one job of `update` in the repo that `cwd` is in. */
export async function carryOut(job: UpdateJob, { cwd, own, manager }: Caller): Promise<Told> {
  const { root, recorded } = findRepo(cwd);
  if (job.kind === 'link') {
    const { linkBase } = await import('./link.ts');
    return linkBase({ root, own, manager, recorded });
  }
  const found = findRepository(root);
  // Composing needs no git: it goes on while git starts.
  const project = job.kind === 'run' ? composeProject(job.answers, own) : undefined;
  project?.catch(() => {});
  const repository = await found;
  if (job.kind === 'abort') {
    const told = await abortUpdate(repository);
    // An advance that is taken back leaves its figures, but not the stage.
    if (readGatesPage(root) !== undefined) writeGatesPage(root, findRepo(cwd).recorded.answers.stage ?? '');
    return told;
  }
  const install = installCommand(manager.name);
  if (job.kind === 'continue') return continueUpdate(repository, { install });
  if (job.kind === 'restore') {
    const { restorePath } = await import('./restore.ts');
    return restorePath(repository, recorded, job.path);
  }
  const { answers, how, online, allowDirty, followRenames } = job;
  const compose = () => project ?? composeProject(answers, own);
  const request = { repository, own, recorded, answers, allowDirty, followRenames, compose };
  if (how === 'check') {
    return checkUpdate(request, online ? await newestVersion(manager, own.name, root) : undefined);
  }
  return update(request, { dryRun: how === 'list', diff: how === 'patch', install });
}

/** Finds the repo around a folder. Throws `refused` where none was made by this tool. */
export function findRepo(cwd: string): { root: string; recorded: RecordedManifest } {
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
