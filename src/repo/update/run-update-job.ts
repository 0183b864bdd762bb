import type { Answers } from '../../layers/answers.ts';
import { stageOnPage, writeGatesPage } from '../advance/gates-page.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { OwnPackage } from '../origin.ts';
import type { Manager } from '../package-manager.ts';
import { composeProject } from '../project.ts';
import { newestVersion } from '../published.ts';
import { refuseDivergedBranches } from './diverged-branches.ts';
import { type FoundRepo, findOpen, findRepo, openRepo } from './find-repo.ts';
import { findRepository } from './git/repository.ts';
import { abortUpdate, continueUpdate, killedOnItsWay, undoneLines } from './open-update.ts';
import type { UpdateRequest } from './plan/prepare.ts';
import { nameOf } from './recover/journal.ts';
import { recover } from './recover/recover.ts';
import type { Told } from './told.ts';
import { checkUpdate, update } from './update.ts';

/** The jobs of `update`. */
export type UpdateJob =
  | { readonly kind: 'abort' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'link' }
  | { readonly kind: 'restore'; readonly path: string }
  | RunJob;

type RunJob = {
  readonly kind: 'run';
  /** The new answers of a repo with this manifest. Called once, after a killed update has been undone. */
  answersFor(recorded: RecordedManifest): Promise<Answers>;
  /** `check` tells whether there is anything to do, `list` and `patch` show it, `write` does it. */
  readonly how: 'check' | 'list' | 'patch' | 'write';
  /** Ask the registry which version is the newest. */
  readonly online: boolean;
  readonly allowDirty: boolean;
  readonly followRenames: boolean;
};

/** Where the command was given. */
type Caller = { readonly cwd: string; readonly own: OwnPackage; readonly manager: Manager };

/** Runs one job of `update` in the repo that `cwd` is in. */
export async function runUpdateJob(job: UpdateJob, { cwd, own, manager }: Caller): Promise<Told> {
  if (job.kind === 'abort') return takeBack(cwd);
  if (job.kind !== 'continue') await refuseDivergedBranches(cwd, own.version);
  if (job.kind === 'link') {
    const { remakeBase } = await import('./recover/remake-base.ts');
    return remakeBase({ ...findRepo(cwd), own, manager });
  }
  if (job.kind === 'continue') {
    return continueUpdate((await findOpen(cwd)) ?? (await findRepository(findRepo(cwd).root)), manager.name);
  }
  if (job.kind === 'restore') {
    const { root, recorded } = await openRepo(cwd);
    const { restorePath } = await import('./apply/restore-deleted.ts');
    return restorePath(await findRepository(root), recorded, job.path);
  }
  if (job.how !== 'write') return lookAt(job, { cwd, own, manager });
  const { recovered, ...found } = await openRepo(cwd);
  const told = await update(await requestFor(job, found, own), { dryRun: false, diff: false, manager: manager.name });
  return { ...told, lines: [...undoneLines(recovered), ...told.lines] };
}

/**
 * Runs a job that only looks. It must change nothing, so it cannot undo a killed update and refuses a repo with a
 * half-written one.
 */
async function lookAt(job: RunJob, { cwd, own, manager }: Caller): Promise<Told> {
  const open = await findOpen(cwd);
  const recovered = open && (await recover(open, 'look'));
  if (recovered?.state === 'killed') {
    const { journal } = recovered;
    if (job.how !== 'check') throw killedOnItsWay(recovered.journal);
    const lines = [`${nameOf(journal)} was killed on its way: take it back with npm run workshop -- update --abort`];
    return { lines, json: { killed: journal.to } };
  }
  const found = findRepo(cwd);
  const request = await requestFor(job, found, own);
  if (job.how === 'check') {
    return checkUpdate(request, job.online ? await newestVersion(manager, own.name, found.root) : undefined);
  }
  return update(request, { dryRun: job.how === 'list', diff: job.how === 'patch', manager: manager.name });
}

async function requestFor(
  { answersFor, allowDirty, followRenames }: RunJob,
  { root, recorded }: FoundRepo,
  own: OwnPackage,
): Promise<UpdateRequest> {
  const found = findRepository(root);
  found.catch(() => {});
  const answers = await answersFor(recorded);
  // Composing needs no git, so both run at the same time.
  const project = composeProject(answers, own);
  project.catch(() => {});
  const repository = await found;
  return { repository, own, recorded, answers, allowDirty, followRenames, compose: () => project };
}

async function takeBack(cwd: string): Promise<Told> {
  const repository = (await findOpen(cwd)) ?? (await findRepository(findRepo(cwd).root));
  const told = await abortUpdate(repository);
  const { root } = repository;
  // After an aborted advance the page with the gate's figures stays, and must name the old stage again.
  const { stage = '' } = findRepo(root).recorded.answers;
  const said = stageOnPage(root);
  if (said !== undefined && said !== stage) {
    writeGatesPage(root, stage, { state: `The update is taken back; the page still names the stage ${said}.` });
  }
  return told;
}
