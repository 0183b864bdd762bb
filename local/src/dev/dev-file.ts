import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { repoRoot } from '../repo.ts';

/** The folder for the data of `npm run dev`: parts, checkpoints, failures. */
export const devDataDir = (): string => join(repoRoot(), '.data');

/** The file that tells other commands that `npm run dev` runs. */
export const devFile = (): string => fileIn(devDataDir());

/** What other commands need to know about the parts that `npm run dev` started. */
export type DevFile = {
  readonly pid: number;
  /** The address for visitors. */
  readonly shopUrl?: string;
  /**
   * The addresses of all servers by name, with the receiver of traces. The doctor recognises the repo's own ports by
   * it.
   */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
};

/** The content of the file. A run that is still starting has only written its process id. */
type Kept = Pick<DevFile, 'pid'> & Partial<DevFile>;

/**
 * Writes that this process is starting. When another run is alive, answers its process id and leaves the file to it.
 */
export function claimDevFile(folder = devDataDir()): number | undefined {
  const other = read(folder);
  if (other) return other.pid;
  rmSync(fileIn(folder), { force: true });
  try {
    // With `wx` only one of two runs that start at the same moment can make the file.
    writeFileSync(fileIn(folder), JSON.stringify({ pid: process.pid }), { flag: 'wx' });
    return undefined;
  } catch (error) {
    const winner = read(folder);
    if (!winner) throw error;
    return winner.pid;
  }
}

/** Writes that everything is up. */
export function writeDevFile(dev: Omit<DevFile, 'pid'>, folder = devDataDir()): void {
  writeFileSync(fileIn(folder), JSON.stringify({ pid: process.pid, ...dev }, null, 2));
}

/** Removes the file when this run ends. The file of another run stays. */
export function removeDevFile(folder = devDataDir()): void {
  if (read(folder)?.pid === process.pid) rmSync(fileIn(folder), { force: true });
}

/**
 * What `npm run dev` of this repo runs; `undefined` when it does not run or was killed. The caller will talk to its
 * parts, so this process gets the environment of those parts.
 */
export function readDevFile(folder = devDataDir()): DevFile | undefined {
  const kept = read(folder);
  if (!kept?.env) return undefined;
  useLocalEnvironment();
  return { ...kept, env: kept.env };
}

const fileIn = (folder: string) => join(folder, 'dev.json');

/** The content of the file, if its process is alive. */
function read(folder: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Kept;
    process.kill(kept.pid, 0);
    return kept;
  } catch {
    return undefined;
  }
}
