import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Prepared } from '../../src/repo/update/prepare.ts';
import type { Repository } from '../../src/repo/update/repository.ts';
import { checkDeletedStaysDeleted, checkFresh, checkNothingIsDropped, checkPlan } from './arrived.ts';
import { hold, type Property, Violation } from './check.ts';
import * as engine from './engine.ts';
import { differing, type Files, numbersFrom } from './files.ts';
import type { History } from './history.ts';
import { checkNothingIsLost, isRecord, stagesOf } from './kept.ts';
import { hinder } from './obstacles.ts';
import { freshRepo, requestFor, type Scene, type Template } from './scene.ts';
import { firstTemplate, nextTemplate } from './template.ts';
import { editAsUser } from './user.ts';
import type { World } from './world.ts';

/** What a history came to, for the count at the end. */
export type Ended = 'clean' | 'conflicts' | 'refused' | 'hindered';

/**
 * Plays a history in a world, and throws a {@link Violation} for the first promise that is broken. With `only` it does what
 * that one promise needs, and nothing that takes time beside it.
 */
export async function play(whole: History, world: World, only?: Property): Promise<Ended> {
  const story = only === undefined ? whole : { ...whole, second: null, ending: endingFor(only, whole) };
  const first: Template = { tree: firstTemplate(story), version: '1.0.0' };
  const second: Template = { tree: nextTemplate(first.tree, story.first.template, 2), version: '2.0.0' };
  const before = editAsUser(freshRepo(first), story.first.user);
  world.put(before, story.below);
  const play: Play = { world, story, only };
  if (only === undefined ? story.seed % 3 === 0 : only === 'P2') await checkSameTemplate(play, first, before);
  if (only === 'P2') return 'clean';
  if (story.ending === 'obstacle') {
    const hindered = await checkRefusal(play, { from: first, to: second, before });
    if (hindered) return hindered;
  }
  const ended = await updateOnce(play, { from: first, to: second, before });
  if (!story.second || ended === 'refused' || !['commit', 'continue', 'obstacle'].includes(story.ending)) return ended;
  const third: Template = { tree: nextTemplate(second.tree, story.second.template, 3), version: '3.0.0' };
  const later = editAsUser(world.disk(), story.second.user);
  world.put(later, story.below);
  const again = await updateOnce(play, { from: second, to: third, before: later });
  return again === 'clean' ? ended : again;
}

type Play = { readonly world: World; readonly story: History; readonly only: Property | undefined };

function endingFor(only: Property, { seed }: History): History['ending'] {
  if (only === 'P5') return 'obstacle';
  if (only === 'P6') return seed % 2 === 0 ? 'abort' : 'half resolved, then abort';
  return 'commit';
}
type Start = { readonly from: Template; readonly to: Template; readonly before: Files };

const checks: readonly (readonly [Property, (scene: Scene) => void])[] = [
  ['P8', checkPlan],
  ['P1', checkFresh],
  ['P3', checkNothingIsLost],
  ['P7', checkDeletedStaysDeleted],
  ['P9', checkNothingIsDropped],
];

async function updateOnce(play: Play, start: Start): Promise<Ended> {
  const { world, story } = play;
  const refs = world.refs();
  let done: { prepared: Prepared; repository: Repository };
  try {
    const repository = await engine.findRepository(world.root);
    const prepared = await engine.prepare(requestFor(start.to, { ...story, repository }));
    await engine.apply(repository, prepared.plan, prepared.ours, prepared.title);
    done = { prepared, repository };
  } catch (error) {
    const allowed = isRefusal(error) && /^Two files would need the place of /.test((error as Error).message);
    if (!allowed)
      throw error instanceof Violation ? error : new Violation('P9', `it failed: ${(error as Error).stack}`);
    const now = world.look();
    hold('P5', differing(start.before, now.disk).length === 0, 'a refusal changed the disk');
    hold('P5', same(now.index, world.entriesOf(start.before)), 'a refusal changed the index');
    hold('P5', same([...now.refs].flat(), [...refs].flat()), 'a refusal changed the refs');
    return 'refused';
  }
  const { plan } = done.prepared;
  const scene: Scene = { ...start, plan, after: world.disk(), index: world.index(), format: world.format };
  for (const [property, check] of checks) if ((play.only ?? property) === property) check(scene);
  await end(play, { scene, refs, repository: done.repository });
  return plan.steps.some(({ fate }) => fate === 'conflict') ? 'conflicts' : 'clean';
}

type Open = { readonly scene: Scene; readonly refs: ReadonlyMap<string, string>; readonly repository: Repository };

async function end(play: Play, open: Open): Promise<void> {
  const { story, world, only } = play;
  if (only !== undefined && !['P4', 'P6'].includes(only)) return;
  if (story.ending === 'abort') return takeBack(play, open, () => {});
  if (story.ending === 'half resolved, then abort') return takeBack(play, open, () => halfResolve(play, open.scene));
  if (story.ending === 'continue') await resolveAll(play, open);
  world.commitAll();
  await checkSecondUpdate(play, open.scene);
}

/** P2: with the template that made the repo there is nothing to do, whatever the user edited. */
async function checkSameTemplate({ world, story }: Play, from: Template, before: Files): Promise<void> {
  const repository = await engine.findRepository(world.root);
  const { plan } = await engine.prepare(requestFor(from, { ...story, repository }));
  hold('P2', plan.changes.size === 0, () => `the same template changes ${[...plan.changes.keys()].join(', ')}`);
  hold('P2', plan.steps.length === 0, () => `the same template has a step for ${plan.steps[0]?.path}`);
  const now = world.look();
  hold('P2', differing(before, now.disk).length === 0, 'a look changed the disk');
  hold('P2', same(now.index, world.entriesOf(before)), 'a look changed the index');
}

/** P4: once an update is committed, there is nothing left to do and no trace of it. */
async function checkSecondUpdate({ world, story }: Play, { to }: Scene): Promise<void> {
  const disk = world.disk();
  const repository = await engine.findRepository(world.root);
  const settled = await engine.settle(repository);
  hold('P4', settled.state === 'none', `after the commit the update is ${settled.state}`);
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

/** P5: what cannot begin changes nothing. `undefined` where the history has no place for its obstacle. */
async function checkRefusal({ world, story }: Play, start: Start): Promise<Ended | undefined> {
  const hindered = hinder(story.obstacle, { world, ...start });
  if (!hindered) return undefined;
  const [disk, insides] = [world.disk(), world.insides()];
  const what = story.obstacle;
  try {
    const repository = await engine.findRepository(world.root);
    const prepared = await engine.prepare(requestFor(hindered.to, { repository, allowDirty: hindered.allowDirty }));
    await engine.apply(repository, prepared.plan, prepared.ours, prepared.title);
  } catch (error) {
    hold('P5', isRefusal(error), () => `${what}: no refusal, but ${(error as Error).stack}`);
    const changed = [...differing(disk, world.disk()), ...differing(insides, world.insides())];
    hold('P5', changed.length === 0, () => `${what}: the refusal changed ${changed.join(', ')}`);
    return 'hindered';
  }
  throw new Violation('P5', `${what}: the update was not refused`);
}

/** P6: after an abort everything is as it was. */
async function takeBack({ world, story }: Play, { scene, refs }: Open, meanwhile: () => void): Promise<void> {
  meanwhile();
  const repository = await engine.findRepository(world.root);
  const settled = await engine.settle(repository);
  hold('P6', settled.state === 'open', `an update that nobody committed is ${settled.state}`);
  if (settled.state !== 'open') return;
  writeFileSync(join(world.root, 'written meanwhile'), 'mine');
  const kept = await engine.abort(repository, settled.journal);
  if (story.ending === 'abort') hold('P6', kept === undefined, 'nothing was resolved, and something was kept');
  const now = world.look();
  const disk = new Map(now.disk);
  hold('P6', disk.delete('written meanwhile'), 'an abort removed a file that it had nothing to do with');
  const changed = differing(scene.before, disk);
  hold('P6', changed.length === 0, () => `after the abort these differ: ${changed.join(', ')}`);
  hold('P6', same(now.index, world.entriesOf(scene.before)), 'after the abort the index differs');
  const left = [...now.refs].filter(([ref]) => !ref.startsWith('workshop/aborted/'));
  hold(
    'P6',
    same(left.flat(), [...refs].flat()),
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
  const open = await engine.settle(repository);
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
  const resolved = await engine.settle(repository);
  if (resolved.state === 'open') await engine.resolve(repository, resolved.journal, resolved.unmerged);
  hold('P3', stagesOf(world.index()).size === 0, 'everything is resolved, and git has conflicts');
}

function leftovers(world: World): string[] {
  return [...world.insides().keys()].filter(
    (path) => path.startsWith('create-serverless-workshop') || path.endsWith('.lock'),
  );
}

function isRefusal(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return name === 'WorkshopError' && (code === 'refused' || code === 'failed');
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
