import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../e2e/tool.ts';
import { busyStory, settle, startOf } from './settling.ts';

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
