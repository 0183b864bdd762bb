import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lives, machine } from './process.ts';

const prefix = '.create-serverless-workshop-';

/** A name for a staging folder that says which process of which machine it belongs to. */
export function stagingName(pid: number = process.pid): string {
  return `${prefix}${machine()}-${pid}-${randomBytes(3).toString('hex')}`;
}

/**
 * Removes the staging folders that killed runs of this machine left in a folder; those of living processes
 * and of other machines (a shared disk) stay. Answers the names that went.
 */
export function removeStale(folder: string): string[] {
  const mine = `${prefix}${machine()}-`;
  const stale = namesIn(folder).filter(
    (name) => name.startsWith(mine) && !lives(Number(name.slice(mine.length).split('-')[0])),
  );
  for (const name of stale) rmSync(join(folder, name), { recursive: true, force: true });
  return stale;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that may be written and not listed has nothing we could remove.
    return [];
  }
}
