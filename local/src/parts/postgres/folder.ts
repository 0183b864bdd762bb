import { existsSync, renameSync, rmSync } from 'node:fs';

/** Where the next content of a data folder is made. */
export function stagedFolder(dataDir: string): string {
  return `${dataDir}.copy`;
}

function oldFolder(dataDir: string): string {
  return `${dataDir}.before`;
}

/** Puts the staged folder in the place of the data folder. A kill leaves what `settleFolder` makes whole. */
export function replaceFolder(dataDir: string): void {
  if (existsSync(dataDir)) renameSync(dataDir, oldFolder(dataDir));
  renameSync(stagedFolder(dataDir), dataDir);
  rmSync(oldFolder(dataDir), { recursive: true, force: true });
}

/**
 * Cleans up after a process that was killed while it replaced the data folder: the folder has its old content or its new
 * one. Without this, a start would find no folder and make an empty database.
 */
export function settleFolder(dataDir: string): void {
  const old = oldFolder(dataDir);
  if (!existsSync(dataDir) && existsSync(old)) renameSync(old, dataDir);
  rmSync(old, { recursive: true, force: true });
  rmSync(stagedFolder(dataDir), { recursive: true, force: true });
}
