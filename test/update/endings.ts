import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../../src/repo/update/git/repository.ts';
import type { Prepared } from '../../src/repo/update/plan/prepare.ts';
import { hold, type Property, Violation } from './check.ts';
import * as engine from './engine.ts';
import { differing, numbersFrom, sameLines } from './files.ts';
import type { History } from './history.ts';
import { isRecord, stagesOf } from './kept.ts';
import { requestFor, type Scene } from './scene.ts';
import type { World } from './world.ts';

/** One history while it is played. */
export type Play = { readonly world: World; readonly story: History; readonly only: Property | undefined };

type Open = { readonly scene: Scene; readonly refs: ReadonlyMap<string, string>; readonly repository: Repository };

/** Ends an update as the history says, and checks what has to be so afterwards. */
export async function end(play: Play, open: Open): Promise<void> {
  const { story, world, only } = play;
  if (only !== undefined && !['P4', 'P6'].includes(only)) return;
  if (story.ending === 'abort') return takeBack(play, open, () => {});
  if (story.ending === 'half resolved, then abort') return takeBack(play, open, () => halfResolve(play, open.scene));
  if (story.ending === 'continue') await resolveAll(play, open);
  world.commitAll();
  await checkSecondUpdate(play, open.scene);
}

/** P4: once an update is committed, there is nothing left to do and no trace of it. */
async function checkSecondUpdate({ world, story }: Play, { to }: Scene): Promise<void> {
  const disk = world.disk();
  const repository = await engine.findRepository(world.root);
  const recovered = await engine.recover(repository);
  hold('P4', recovered.state === 'none', `after the commit the update is ${recovered.state}`);
  let plan: Prepared['plan'];
  try {
    ({ plan } = await engine.prepare(requestFor(to, { ...story, repository })));
  } catch (error) {
    throw new Violation('P4', `the second update failed: ${(error as Error).message}`);
  }
  hold('P4', plan.changes.size === 0, () => `a second update changes ${[...plan.changes.keys()].join(', ')}`);
  hold('P4', plan.steps.length === 0, `a second update has a step for ${plan.steps[0]?.path}`);
  hold('P4', differing(disk, world.disk()).length === 0, 'a second update changed the disk');
  hold('P4', ![...world.refs().keys()].some((ref) => ref.includes('workshop')), 'a ref of the update is left');
  hold('P4', leftovers(world).length === 0, () => `left in .git: ${leftovers(world).join(', ')}`);
}

/** P6: after an abort everything is as it was. */
async function takeBack({ world, story }: Play, { scene, refs }: Open, meanwhile: () => void): Promise<void> {
  meanwhile();
  const repository = await engine.findRepository(world.root);
  const recovered = await engine.recover(repository);
  hold('P6', recovered.state === 'open', `an update that nobody committed is ${recovered.state}`);
  if (recovered.state !== 'open') return;
  writeFileSync(join(world.root, 'written meanwhile'), 'mine');
  const kept = await engine.abort(repository, recovered.journal, recovered.states);
  if (story.ending === 'abort') hold('P6', kept === undefined, 'nothing was resolved, and something was kept');
  const now = world.look();
  const disk = new Map(now.disk);
  hold('P6', disk.delete('written meanwhile'), 'an abort removed a file that it had nothing to do with');
  const changed = differing(scene.before, disk);
  hold('P6', changed.length === 0, () => `after the abort these differ: ${changed.join(', ')}`);
  hold('P6', sameLines(now.index, world.entriesOf(scene.before)), 'after the abort the index differs');
  const left = [...now.refs].filter(([ref]) => !ref.startsWith('workshop/aborted/'));
  hold(
    'P6',
    sameLines(left.flat(), [...refs].flat()),
    () => `after the abort the refs differ: ${JSON.stringify([left, [...refs]])}`,
  );
  hold('P6', leftovers(world).length === 0, () => `left in .git: ${leftovers(world).join(', ')}`);
}

/** The user begins to resolve: he edits, stages and removes some of what the update touched. */
function halfResolve({ world, story }: Play, { plan, after }: Scene): void {
  const next = numbersFrom(story.seed);
  for (const [path, version] of plan.changes) {
    if (!version || isRecord(path) || !after.has(path)) continue;
    const at = join(world.root, path);
    const what = next(5);
    // A link is no longer one after this.
    if (what < 3) rmSync(at);
    if (what === 1 || what === 2) writeFileSync(at, `resolved mine-${story.seed}\n`);
    if (what === 2 || what === 3) world.git(['add', '--', `:(top,literal)${world.prefix}${path}`]);
  }
}

/** The user resolves everything; before that, going on is refused. */
async function resolveAll({ world }: Play, { scene, repository }: Open): Promise<void> {
  const conflicts = scene.plan.steps.filter(({ fate }) => fate === 'conflict');
  const open = await engine.recover(repository);
  hold('P3', open.state === 'open', `an update that nobody committed is ${open.state}`);
  if (open.state !== 'open') return;
  const told = await engine.resolve(repository, open.journal, open.unmerged).then(
    () => 'nothing',
    (error: { code?: string }) => error.code,
  );
  const wanted = conflicts.length > 0 ? 'conflicts' : 'nothing';
  hold('P3', told === wanted, `with ${conflicts.length} conflicts, going on says ${told}`);
  for (const { path } of conflicts) {
    const file = scene.after.get(path);
    if (file?.bytes.includes('<<<<<<< yours')) {
      const text = file.bytes.toString('latin1').replace(/^(<{7} |\|{7} |={7}|>{7} )[^\n]*\n/gm, '');
      writeFileSync(join(world.root, path), text, 'latin1');
    } else world.git(['add', '--all', '--', `:(top,literal)${world.prefix}${path}`]);
  }
  const resolved = await engine.recover(repository);
  if (resolved.state === 'open') await engine.resolve(repository, resolved.journal, resolved.unmerged);
  hold('P3', stagesOf(world.index()).size === 0, 'everything is resolved, and git has conflicts');
}

function leftovers(world: World): string[] {
  return [...world.insides().keys()].filter(
    (path) => path.startsWith('create-serverless-workshop') || path.endsWith('.lock'),
  );
}
