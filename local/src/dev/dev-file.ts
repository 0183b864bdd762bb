import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useLocalEnvironment } from '../environment/use-local-environment.ts';
import { repoRoot } from '../repo.ts';

/** Where `npm run dev` keeps its data: parts, checkpoints, failures. */
export const devDataDir = (): string => join(repoRoot(), '.data');

/** The file in which `npm run dev` says that it runs. */
export const devFile = (): string => fileIn(devDataDir());

/** What other commands need to know of the parts that `npm run dev` has running. */
export type DevFile = {
  readonly pid: number;
  /** Where visitors come in. */
  readonly shopUrl?: string;
  /** What listens, by name, with the receiver of traces. The doctor knows its own ports by it. */
  readonly addresses?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
};

/** A run that starts has no settings yet. */
type Kept = Pick<DevFile, 'pid'> & Partial<DevFile>;

/** Says that this process starts. Answers the process that runs here already; the file is then its own. */
export function claimDevFile(folder = devDataDir()): number | undefined {
  const other = read(folder);
  if (other) return other.pid;
  rmSync(fileIn(folder), { force: true });
  try {
    // Of two that start in the same moment one has the file.
    writeFileSync(fileIn(folder), JSON.stringify({ pid: process.pid }), { flag: 'wx' });
    return undefined;
  } catch (error) {
    const winner = read(folder);
    if (!winner) throw error;
    return winner.pid;
  }
}

/** Says that all is up. */
export function writeDevFile(dev: Omit<DevFile, 'pid'>, folder = devDataDir()): void {
  writeFileSync(fileIn(folder), JSON.stringify({ pid: process.pid, ...dev }, null, 2));
}

/** Says that it ends. What another run says stays. */
export function removeDevFile(folder = devDataDir()): void {
  if (read(folder)?.pid === process.pid) rmSync(fileIn(folder), { force: true });
}

/**
 * What `npm run dev` of this repo has running; `undefined` when it does not run, also when it was killed. Who asks talks to its parts next, so
 * this process gets the environment that they have.
 */
export function readDevFile(folder = devDataDir()): DevFile | undefined {
  const kept = read(folder);
  if (!kept?.env) return undefined;
  useLocalEnvironment();
  return { ...kept, env: kept.env };
}

const fileIn = (folder: string) => join(folder, 'dev.json');

/** What a process that lives says. */
function read(folder: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Kept;
    process.kill(kept.pid, 0);
    return kept;
  } catch {
    return undefined;
  }
}
