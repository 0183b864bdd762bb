import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../errors.ts';
import { stageReached } from '../../layers/axes.ts';
import type { RelPath } from '../../tree/tree.ts';
import type { RecordedManifest } from '../manifest.ts';
import type { Ground } from '../update/apply/apply.ts';
import { changedOn } from '../update/apply/ground.ts';
import type { Plan } from '../update/plan/plan.ts';
import type { AddJob } from './job.ts';
import { exampleEvent } from './next-steps.ts';

/** Throws `refused` at a stage that has no place for the pattern yet. */
export function refuseTooEarly({ pattern }: AddJob, { answers }: RecordedManifest): void {
  const stage = String(answers.stage);
  const [from, lacks] =
    pattern === 'feature' || pattern === 'split'
      ? ['features', 'no router that could stand before a route']
      : pattern === 'task'
        ? ['tasks', 'no lane for background work']
        : ['glue', 'no stream that a function could listen to'];
  if (pattern === 'event' || stageReached(stage, from)) return;
  throw new WorkshopError('refused', `This repo is at the stage ${stage}: it has ${lacks}.`, {
    hint: 'npm run workshop -- advance',
  });
}

/** Throws `refused` for an event without a schema. */
export function refuseUnknownEvent(event: string, known: readonly string[]): void {
  if (known.includes(event)) return;
  throw new WorkshopError('refused', `There is no event ${JSON.stringify(event)} in packages/events/schemas.`, {
    hint: `There are: ${known.join(', ')}. A new one: npm run workshop -- add event ${exampleEvent}`,
  });
}

/** Throws `refused` when something of that name is there. */
export function refuseExisting({ pattern, name }: AddJob, root: string, paths: readonly RelPath[]): void {
  // A package of the same name would be the same workspace.
  const folders = pattern === 'event' ? [] : [`services/${name}`, `packages/${name}`];
  const found = [...folders, ...paths].find((path) => existsSync(join(root, path)));
  if (found === undefined) return;
  throw new WorkshopError('refused', `There is a ${found} already.`, { hint: 'Choose another name.' });
}

/** Throws `refused`: changes of the user's that are in no commit must not stand where something is written. */
export async function refuseChanged(ground: Ground, { changes }: Plan): Promise<void> {
  const { ours, committed } = ground;
  // What is entered as it was is not written.
  const written = ({ path }: { path: RelPath }) => changes.has(path) && changes.get(path)?.oid !== ours.get(path)?.oid;
  const dirty = (await changedOn(ground)).find(written);
  if (!dirty) return;
  throw new WorkshopError('refused', `There are changes that are in no commit: ${dirty.path}.`, {
    hint: committed ? `Stage them with what you have added: git add ${dirty.path}` : 'Commit or stash them first.',
  });
}
