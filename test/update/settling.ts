import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WorkshopError } from '../../src/errors.ts';
import type { Failure } from './failing-disk.ts';
import { differing } from './files.ts';
import { own, story } from './story.ts';
import type { Snapshot, World } from './world.ts';

const text = (first: string) => `${first}\n${'a line of text\n'.repeat(400)}`;

/** An update with all that one can do: a file that is new, changed, merged, in conflict, moved, gone, and one in a folder of its own. */
export function busyStory() {
  return story(
    { a: text('a'), b: text('b'), c: text('c'), 'old/d': ['d', text('d')], gone: text('gone'), 'same/e': text('e') },
    {
      a: text('A'),
      b: text('B'),
      c: `${text('c')}end\n`,
      'new/d': ['d', text('d')],
      'new/deep/f': text('f').repeat(20),
      'same/e': text('E'),
    },
    { edit: (files) => files.set('b', own(text('mine'))).set('c', own(text('my c'))) },
  );
}

export type Told = ReturnType<typeof busyStory>;
export type Job = 'update' | 'abort';
type Start = { readonly old: Snapshot; readonly done: Snapshot; readonly insides: readonly string[] };

/** What stands in git's folder beside its objects and what our own folder holds. */
function insidesOf(world: World): string[] {
  return [...world.insides().keys()].filter((path) => path !== 'index').sort();
}

/** A disk that lets nothing be removed keeps a folder that names its process: the next update removes it. */
const leftByBrokenDisk = /^create-serverless-workshop\/update-root\.(closed-)?\d+\//;

/** What a story starts from and comes to. */
export async function startOf(told: Told): Promise<Start> {
  const { world, before } = told;
  const [old, insides] = [world.look(), insidesOf(world)];
  await told.run();
  const done = world.look();
  world.put(before, false);
  return { old, done, insides };
}

/** True for the same files on the disk and in the index. */
export function isSame(now: Snapshot, wanted: Snapshot): boolean {
  return differing(now.disk, wanted.disk).length === 0 && now.index.join('\n') === wanted.index.join('\n');
}

/** What a job left behind: the old state, the new one, or one that its error names with the command that takes it back. */
export async function settle(
  told: Told,
  { old, done, insides }: Start,
  { job, error, code }: { job: Job; error: unknown; code?: Failure['code'] },
): Promise<string> {
  const { world } = told;
  const now = world.look();
  const found = await told.recover('look');
  const isOld = isSame(now, old) && found.state === 'none';
  const isNew = isSame(now, done) && found.state === 'open';
  if (error === undefined) expect(job === 'update' ? isNew : isOld).toBe(true);
  else {
    // People meet words with a way on, never the system's own error.
    expect(error).toBeInstanceOf(WorkshopError);
    const { message, hint = '' } = error as WorkshopError;
    expect(message).toMatch(/full|quota|failed|No space/);
    expect(hint, message).not.toBe('');
    if (!isOld) expect(`${message} ${hint}`).toContain('update --abort');
    if (!isOld && !isNew) expect(message).toMatch(/half|killed/);
  }
  // A disk that lets nothing be removed keeps a lock: people remove it, as they are told.
  const { message: said = '', hint: way = '' } = (error ?? {}) as Partial<WorkshopError>;
  const lock = /(?:remove |Unable to create ')(\S+index\.lock)/.exec(`${said} ${way}`)?.[1];
  if (code === 'EIO' && lock !== undefined) rmSync(lock, { force: true });
  if (!isOld) await told.abort();
  const settled = world.look();
  expect(differing(settled.disk, old.disk)).toEqual([]);
  expect(settled.index).toEqual(old.index);
  // A call that is told to look removes nothing: what it saw must be nothing.
  await told.recover();
  expect(insidesOf(world).filter((path) => code !== 'EIO' || !leftByBrokenDisk.test(path))).toEqual(insides);
  // `git gc` removes what such a disk keeps among the objects.
  if (code === 'EIO')
    rmSync(join(world.gitDir, `objects/tmp_objdir-csw-${process.pid}`), { recursive: true, force: true });
  const objects = readdirSync(join(world.gitDir, 'objects')).filter((name) => name.startsWith('tmp_'));
  const packs = readdirSync(join(world.gitDir, 'objects/pack')).filter((name) => name.startsWith('tmp_'));
  expect([...objects, ...packs]).toEqual([]);
  return isOld ? 'old' : isNew ? 'new' : 'half';
}
