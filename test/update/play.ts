import type { Repository } from '../../src/repo/update/git/repository.ts';
import type { Prepared } from '../../src/repo/update/plan/prepare.ts';
import { checkDeletedStaysDeleted, checkFresh, checkNothingIsDropped, checkPlan } from './arrived.ts';
import { hold, type Property, Violation } from './check.ts';
import { end, type Play } from './endings.ts';
import * as engine from './engine.ts';
import { differing, type Files, sameLines } from './files.ts';
import type { History } from './history.ts';
import { checkNothingIsLost } from './kept.ts';
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
    await engine.apply({ repository, ours: prepared.ours }, prepared.plan, prepared.title);
    done = { prepared, repository };
  } catch (error) {
    const allowed = isRefusal(error) && /^Two files would have the path /.test((error as Error).message);
    if (!allowed)
      throw error instanceof Violation ? error : new Violation('P9', `it failed: ${(error as Error).stack}`);
    const now = world.look();
    hold('P5', differing(start.before, now.disk).length === 0, 'a refusal changed the disk');
    hold('P5', sameLines(now.index, world.entriesOf(start.before)), 'a refusal changed the index');
    hold('P5', sameLines([...now.refs].flat(), [...refs].flat()), 'a refusal changed the refs');
    return 'refused';
  }
  const { plan } = done.prepared;
  const scene: Scene = { ...start, plan, after: world.disk(), index: world.index(), format: world.format };
  for (const [property, check] of checks) if ((play.only ?? property) === property) check(scene);
  await end(play, { scene, refs, repository: done.repository });
  return plan.steps.some(({ fate }) => fate === 'conflict') ? 'conflicts' : 'clean';
}

/** P2: with the template that made the repo there is nothing to do, whatever the user edited. */
async function checkSameTemplate({ world, story }: Play, from: Template, before: Files): Promise<void> {
  const repository = await engine.findRepository(world.root);
  const { plan } = await engine.prepare(requestFor(from, { ...story, repository }));
  hold('P2', plan.changes.size === 0, () => `the same template changes ${[...plan.changes.keys()].join(', ')}`);
  hold('P2', plan.steps.length === 0, () => `the same template has a step for ${plan.steps[0]?.path}`);
  const now = world.look();
  hold('P2', differing(before, now.disk).length === 0, 'a look changed the disk');
  hold('P2', sameLines(now.index, world.entriesOf(before)), 'a look changed the index');
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
    await engine.apply({ repository, ours: prepared.ours }, prepared.plan, prepared.title);
  } catch (error) {
    hold('P5', isRefusal(error), () => `${what}: no refusal, but ${(error as Error).stack}`);
    const changed = [...differing(disk, world.disk()), ...differing(insides, world.insides())];
    hold('P5', changed.length === 0, () => `${what}: the refusal changed ${changed.join(', ')}`);
    return 'hindered';
  }
  throw new Violation('P5', `${what}: the update was not refused`);
}

function isRefusal(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return name === 'WorkshopError' && (code === 'refused' || code === 'failed');
}
