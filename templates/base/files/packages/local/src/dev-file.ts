import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './repo.ts';

/** Where `npm run dev` keeps its data: parts, checkpoints, failures. */
export const devDataDir = join(root, '.data');

const file = join(devDataDir, 'dev.json');

/** What other commands need to know of the parts that `npm run dev` has running. */
export type DevFile = {
  readonly pid: number;
  readonly shopUrl?: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Says that all is up. */
export function writeDevFile(dev: Omit<DevFile, 'pid'>): void {
  writeFileSync(file, JSON.stringify({ pid: process.pid, ...dev }, null, 2));
}

/** Says that it ends. */
export function removeDevFile(): void {
  rmSync(file, { force: true });
}

/** What `npm run dev` of this repo has running; `undefined` when it does not run, also when it was killed. */
export function readDevFile(): DevFile | undefined {
  try {
    const dev = JSON.parse(readFileSync(file, 'utf8')) as DevFile;
    process.kill(dev.pid, 0);
    return dev;
  } catch {
    return undefined;
  }
}
