import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { type Stage, stageReached } from '../../layers/axes.ts';
import type { Pattern } from '../../layers/patterns.ts';
import type { RelPath } from '../../tree/tree.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { Ground } from '../update/apply/apply.ts';
import { changedOn } from '../update/apply/ground.ts';
import type { Plan } from '../update/plan/plan.ts';
import type { AddJob } from './job.ts';

/**
 * Throws `refused` when the pattern cannot be added to this repo: because the repo started from something else, or
 * because its stage comes too early. Called before anything is asked, checked or written.
 */
export function refusePattern(pattern: Pattern, { answers }: Pick<RecordedManifest, 'answers'>): void {
  const stage = String(answers.stage);
  refuseNever(pattern, String(answers.start), stage);
  const [from, lacks] = needs[pattern];
  if (stageReached(stage, from)) return;
  throw new WorkshopError('refused', `This repo is at the stage ${stage}: it has ${lacks}.`, {
    hint: `add ${pattern} goes from the stage ${from} on: npm run workshop -- advance`,
  });
}

/** The stage that a pattern needs, and what a repo lacks before that stage. */
const needs: Readonly<Record<Pattern, readonly [from: Stage, lacks: string]>> = {
  event: ['observe', ''],
  glue: ['glue', 'no stream that a function could listen to'],
  'map-reduce': ['glue', 'no stream that a function could listen to'],
  extension: ['glue', 'no stream that a function could listen to'],
  task: ['tasks', 'no lane for background work'],
  feature: ['features', 'no router that could stand before a route'],
  split: ['features', 'no router that could stand before a route'],
};

/** Patterns that no stage makes possible in such a repo. */
function refuseNever(pattern: Pattern, start: string, stage: string): void {
  if (pattern !== 'split' || start === 'greenfield') return;
  const feature = 'npm run workshop -- add feature order-summary --path /orders/:id/summary';
  throw new WorkshopError('refused', 'add split does not work in a legacy repo: the old shop stays one application.', {
    hint: stageReached(stage, 'features')
      ? `Write the new side of one of its routes instead: ${feature}`
      : `From the stage features on, write the new side of one of its routes instead: ${feature}`,
  });
}

/** Throws `refused` when something with that name exists. */
export function refuseExisting(
  { pattern, name }: Pick<AddJob, 'pattern' | 'name'>,
  root: string,
  paths: readonly RelPath[],
): void {
  // A package with the same name would be the same workspace.
  const folders = pattern === 'event' ? [] : [`services/${name}`, `packages/${name}`];
  const found = [...folders, ...paths].find((path) => existsSync(join(root, path)));
  if (found === undefined) return;
  throw new WorkshopError('refused', `There is a ${found} already.`, { hint: 'Choose another name.' });
}

/** Throws `refused` when the user has uncommitted changes in a file that is about to be written. */
export async function refuseChanged(ground: Ground, { changes }: Plan): Promise<void> {
  const { ours, committed } = ground;
  // A file whose text stays the same is not written.
  const written = ({ path }: { path: RelPath }) => changes.has(path) && changes.get(path)?.oid !== ours.get(path)?.oid;
  const dirty = (await changedOn(ground)).find(written);
  if (!dirty) return;
  throw new WorkshopError('refused', `There are changes that are in no commit: ${dirty.path}.`, {
    hint: committed ? `Stage them with what you have added: git add ${dirty.path}` : 'Commit or stash them first.',
  });
}
