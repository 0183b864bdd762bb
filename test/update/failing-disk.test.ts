import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../e2e/tool.ts';
import * as engine from './engine.ts';
import { type Failure, onFailingDisk } from './failing-disk.ts';
import { busyStory, isSame, settle, startOf } from './settling.ts';
import { story } from './story.ts';

const { EVERYTHING } = process.env;
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

test('what is added on top of something open: that stays open, and the new is there or not', {
  timeout: 600_000,
}, async () => {
  const files = { a: 'a\n', 'deep/b': 'b\n', 'deep/er/c': 'c\n' };
  const { world, before } = story(files, files, {
    edit: (all) => ['a', 'deep/b', 'deep/er/c'].forEach((path) => void all.delete(path)),
  });
  const bring = async (path: string) => {
    const repository = await engine.findRepository(world.root);
    const recorded = engine.readManifest(world.root);
    if (!recorded) throw new Error('The story has no manifest.');
    await engine.restorePath(repository, recorded, path);
  };
  const begin = async () => {
    world.put(before, false);
    await bring('a');
  };
  const last = async () => engine.recover(await engine.findRepository(world.root), 'look');
  await begin();
  const old = world.look();
  const { calls } = await onFailingDisk({ at: 0, code: 'ENOSPC', how: 'once' }, () => bring('deep'));
  const done = world.look();
  const ends = new Set<string>();
  for (let at = 1; at <= calls; at += 1) {
    const how = ways[at % ways.length] ?? 'once';
    await begin();
    const { error } = await onFailingDisk({ at, code: 'ENOSPC', how }, () => bring('deep'));
    const point = `${how}, call ${at}: ${(error as Error)?.stack}`;
    if (error !== undefined) expect((error as Error).message, point).toMatch(/full|No space/);
    // The next call ends what is half there, as the error says.
    await engine.recover(await engine.findRepository(world.root));
    const now = world.look();
    const isOld = isSame(now, old);
    expect(isOld || isSame(now, done), point).toBe(true);
    expect(await last(), point).toMatchObject({
      state: 'open',
      journal: { what: `update --restore ${isOld ? 'a' : 'deep'}` },
    });
    ends.add(isOld ? 'old' : 'new');
  }
  expect([...ends]).toEqual(['old']);
});
