import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WorkshopError } from '../../src/errors.ts';
import { scratchFolder } from '../e2e/tool.ts';
import { type Failure, onFailingDisk } from './failing-disk.ts';
import { differing } from './files.ts';
import { own, story } from './story.ts';
import type { Snapshot, World } from './world.ts';

const { EVERYTHING } = process.env;
const text = (first: string) => `${first}\n${'a line of text\n'.repeat(400)}`;

/** An update with all that one can do: a file that is new, changed, merged, in conflict, moved, gone, and one in a folder of its own. */
function busyStory() {
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

type Told = ReturnType<typeof busyStory>;
type Job = 'update' | 'abort';
type Start = { readonly old: Snapshot; readonly done: Snapshot; readonly insides: readonly string[] };

/** What stands in git's folder beside its objects and what our own folder holds. */
function insidesOf(world: World): string[] {
  return [...world.insides().keys()].filter((path) => path !== 'index').sort();
}

/** A disk that lets nothing be removed keeps a folder that names its process: the next update removes it. */
const leftByBrokenDisk = /^create-serverless-workshop\/update-root\.(closed-)?\d+\//;

async function startOf(told: Told): Promise<Start> {
  const { world, before } = told;
  const [old, insides] = [world.look(), insidesOf(world)];
  await told.run();
  const done = world.look();
  world.put(before, false);
  return { old, done, insides };
}

function isSame(now: Snapshot, wanted: Snapshot): boolean {
  return differing(now.disk, wanted.disk).length === 0 && now.index.join('\n') === wanted.index.join('\n');
}

/** What a job left behind: the old state, the new one, or one that its error names with the command that takes it back. */
async function settle(
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
  if (!isOld) await told.abort();
  const settled = world.look();
  expect(differing(settled.disk, old.disk)).toEqual([]);
  expect(settled.index).toEqual(old.index);
  // A call that is told to look removes nothing: what it saw must be nothing.
  await told.recover();
  expect(insidesOf(world).filter((path) => code !== 'EIO' || !leftByBrokenDisk.test(path))).toEqual(insides);
  const objects = readdirSync(join(world.gitDir, 'objects')).filter((name) => name.startsWith('tmp_'));
  const packs = readdirSync(join(world.gitDir, 'objects/pack')).filter((name) => name.startsWith('tmp_'));
  expect([...objects, ...packs]).toEqual([]);
  return isOld ? 'old' : isNew ? 'new' : 'half';
}

const codes = ['ENOSPC', 'EDQUOT', 'EIO'] as const;
const ways = ['once', 'full', 'always'] as const;

test.each(['update', 'abort'] as const)(
  '%s: a disk that fails at any call leaves the old state, the new one, or one that is named and can be taken back',
  { timeout: 600_000 },
  async (job) => {
    const told = busyStory();
    const start = await startOf(told);
    const work = async () => (job === 'update' ? told.run() : told.abort());
    const begin = async () => {
      told.world.put(told.before, false);
      if (job === 'abort') await told.run();
    };
    const ends = new Map<string, number>();
    for (const [n, code] of codes.entries()) {
      await begin();
      const { calls } = await onFailingDisk({ at: 0, code, how: 'once' }, work);
      expect(calls).toBeGreaterThan(5);
      for (let at = 1; at <= calls; at += 1) {
        for (const [m, how] of ways.entries()) {
          // Each call fails in one way here, and in all of them where there is time.
          if (EVERYTHING === undefined && (at % 3 !== n || Math.floor(at / 3) % 3 !== m)) continue;
          const failure: Failure = { at, code, how };
          await begin();
          const { error } = await onFailingDisk(failure, work);
          const end = await settle(told, start, { job, error, code }).catch((cause: Error) => {
            throw new Error(`${JSON.stringify(failure)}: ${cause.message}\n${(error as Error)?.stack}`, { cause });
          });
          ends.set(end, (ends.get(end) ?? 0) + 1);
        }
      }
    }
    // Without points that hit the middle this would have shown nothing.
    expect(ends.get('half')).toBeGreaterThan(0);
  },
);

/** Lets git fail at the `at`-th call that writes, as it does on a full disk; answers how many such calls there were. */
async function withFailingGit(at: number, work: () => Promise<unknown>): Promise<{ calls: number; error?: unknown }> {
  const bin = mkdtempSync(join(scratchFolder(), 'bin-'));
  const { PATH = '' } = process.env;
  const counted = join(bin, 'calls');
  writeFileSync(counted, '');
  const fails = `echo 'fatal: unable to write: No space left on device' >&2; exit 128`;
  const script = [
    '#!/bin/sh',
    'for word in "$@"; do case "$word" in fast-import|read-tree|update-index|write-tree|commit-tree|update-ref)',
    `  echo x >> '${counted}'; [ "$(wc -l < '${counted}')" -eq ${at} ] && { cat > /dev/null; ${fails}; }`,
    'esac; done',
    `PATH='${PATH}' exec git "$@"`,
    '',
  ];
  writeFileSync(join(bin, 'git'), script.join('\n'));
  chmodSync(join(bin, 'git'), 0o755);
  process.env.PATH = `${bin}:${PATH}`;
  let error: unknown;
  try {
    await work();
  } catch (thrown) {
    error = thrown;
  } finally {
    process.env.PATH = PATH;
  }
  return { calls: readFileSync(counted, 'utf8').length / 2, error };
}

test.each(['update', 'abort'] as const)(
  '%s: a git that fails at any of its calls leaves the old state, the new one, or one that is named and can be taken back',
  { timeout: 600_000 },
  async (job) => {
    const told = busyStory();
    const start = await startOf(told);
    const work = async () => (job === 'update' ? told.run() : told.abort());
    for (let at = 1, calls = 1; at <= calls; at += 1) {
      told.world.put(told.before, false);
      if (job === 'abort') await told.run();
      const ended = await withFailingGit(at, work);
      calls = Math.max(calls, ended.calls);
      // Some calls only ask, and an answer that does not come is an answer.
      await settle(told, start, { job, error: ended.error }).catch((cause: Error) => {
        throw new Error(`call ${at}: ${cause.message}\n${(ended.error as Error)?.stack}`, { cause });
      });
    }
  },
);

/** A disk of a few megabytes of its own; `undefined` where this machine lets nobody mount one. */
function smallDisk(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const at = mkdtempSync(join(scratchFolder(), 'disk-'));
  if (spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', at]).status !== 0) return undefined;
  onTestFinished(async () => {
    // A git that has just ended may still hold it.
    for (let left = 50; spawnSync('/bin/umount', [at]).status !== 0 && left > 0; left -= 1) await setTimeout(100);
  });
  return at;
}

test('on a disk that is really full, with any room that is left: the old state, the new one, or one that is named', {
  timeout: 600_000,
}, async ({ skip }) => {
  const disk = smallDisk();
  if (disk === undefined) skip('Only root may mount a disk of its own, on Linux.');
  const { TMPDIR } = process.env;
  const repos = join(disk ?? '', 'repos');
  mkdirSync(repos);
  process.env.TMPDIR = repos;
  const told = busyStory();
  process.env.TMPDIR = TMPDIR;
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  const start = await startOf(told);
  const filler = join(disk ?? '', 'filler');
  const leave = (kilobytes: number) => {
    const { bavail, bsize } = statfsSync(disk ?? '');
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - kilobytes * 1024)));
  };
  const said = new Set<string>();
  for (const job of ['update', 'abort'] as const) {
    let isDone = false;
    for (let kilobytes = 0; !isDone && kilobytes < 900; kilobytes += 16) {
      told.world.put(told.before, false);
      if (job === 'abort') await told.run();
      leave(kilobytes);
      let error: unknown;
      await (job === 'update' ? told.run() : told.abort()).catch((thrown: unknown) => {
        error = thrown;
      });
      if (error !== undefined) said.add((error as Error).message);
      // People make room before they go on.
      rmSync(filler);
      await settle(told, start, { job, error }).catch((cause: Error) => {
        throw new Error(`${job}, ${kilobytes} KB: ${cause.message}\n${(error as Error)?.stack}`, { cause });
      });
      isDone = error === undefined;
    }
    expect(isDone).toBe(true);
  }
  // The disk was full before the first change, and in the middle of the files.
  expect([...said].join('\n')).toMatch(/The files could not be written: the disk is full/);
  expect([...said].join('\n')).toMatch(/git could not write the files: .*the disk is full/);
});
