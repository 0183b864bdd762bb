import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the tests need at most, many times over. */
const enough = 1e9;

/**
 * Where the tests of one run make their repos: in memory where the machine has a file system for it, because they write and remove
 * half a million small files, and a disk takes four times as long. The first call makes the folder; it is gone when the process ends.
 */
export function madeReposFolder(): string {
  const folder = mkdtempSync(join(inMemory() ?? tmpdir(), 'csw-run-'));
  mkdirSync(join(folder, 'made'));
  // Some tests run the tool as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

function inMemory(): string | undefined {
  const shared = '/dev/shm';
  try {
    accessSync(shared, constants.W_OK);
    const { bavail, bsize } = statfsSync(shared);
    return bavail * bsize > enough && runsPrograms(shared) ? shared : undefined;
  } catch {
    return undefined;
  }
}

/** A container may hand it out without the right to run what lies there, and the tests put hooks and programs into it. */
function runsPrograms(folder: string): boolean {
  const tried = mkdtempSync(join(folder, 'csw-try-'));
  try {
    const program = join(tried, 'program');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    return spawnSync(program).status === 0;
  } finally {
    rmSync(tried, { recursive: true, force: true });
  }
}
