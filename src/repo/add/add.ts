import { openPack, packIn } from '../../layers/pack.ts';
import { renderPattern } from '../../layers/patterns.ts';
import { providerOf } from '../../layers/registry.ts';
import type { OwnPackage } from '../origin.ts';
import { apply } from '../update/apply/apply.ts';
import { groundForMore, messageOf } from '../update/apply/ground.ts';
import { openRepo } from '../update/find-repo.ts';
import { findRepository, refuseUnderWay } from '../update/git/repository.ts';
import { refuseInTheWay } from '../update/plan/in-the-way.ts';
import { refuseArguments } from './arguments.ts';
import { contextOf } from './context.ts';
import type { AddJob } from './job.ts';
import { moduleFiles } from './moved-module.ts';
import { nextSteps } from './next-steps.ts';
import { editsOf, planOf } from './plan.ts';
import { refuseChanged, refuseExisting, refusePattern } from './refusals.ts';
import { routeOf } from './route.ts';

/** The result of an `add`: lines for people, an object for programs. */
export type Added = { readonly lines: readonly string[]; readonly json: Readonly<Record<string, unknown>> };

/**
 * Adds an event, or a function with everything that it needs, to the repo that `cwd` is in. All files change at once
 * and are staged but not committed, as in an update. The new files belong to the user. Throws `refused` for a name that
 * is invalid or taken, an event that the repo does not have, and files in the way.
 */
export async function add(
  job: AddJob,
  { cwd, own }: { readonly cwd: string; readonly own: OwnPackage },
): Promise<Added> {
  const { root, recorded } = await openRepo(cwd);
  refusePattern(job.pattern, recorded);
  refuseArguments(job, root);
  const repository = await findRepository(root);
  refuseUnderWay(repository);
  const ground = await groundForMore(repository);
  const { ours } = ground;
  const moved = job.pattern === 'split' ? await moduleFiles(job.name, repository, ours, recorded) : undefined;
  const route = routeOf(job, moved?.module);
  const provider = String(recorded.answers.provider);
  const { tree, entries } = renderPattern(
    {
      pattern: job.pattern,
      provider,
      body: job.pattern === 'event' || job.pattern === 'split' ? undefined : job.body,
    },
    contextOf(job, recorded, route, moved?.module),
    openPack(packIn(own.root)),
  );
  refuseExisting(job, root, [...tree.keys()]);
  const edits = editsOf(job, { provider: providerOf(provider), entries }, route, moved?.module);
  const plan = await planOf(job, { repository, tree, ours, edits, moved });
  await refuseChanged(ground, plan);
  refuseInTheWay(root, plan, ours, false);
  const files = [...tree.keys()].sort();
  const told = { json: { added: files, pattern: job.pattern, name: job.name }, files };
  if (job.dryRun) return { lines: [...files, 'Nothing was written.'], json: { ...told.json, dryRun: true } };
  const { version } = recorded.generator;
  const message = `Add ${job.name}`;
  const what = `add ${job.pattern} ${job.name}`;
  await apply(ground, plan, { from: version, to: version, base: recorded.base, message, what });
  return {
    lines: [...files.map((path) => `added  ${path}`), '', ...nextSteps(job, recorded, messageOf(ground, message))],
    json: told.json,
  };
}
