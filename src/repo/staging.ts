import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lives, machine } from './process.ts';
import { removeFolder } from './remove-folder.ts';

const prefix = '.create-serverless-workshop-';

/** A name for a staging folder. It tells which process of which machine made the folder. */
export function stagingName(pid: number = process.pid): string {
  return `${prefix}${machine()}-${pid}-${randomBytes(3).toString('hex')}`;
}

/**
 * Removes staging folders that killed runs of this machine left in a folder. Those of running processes and of other
 * machines (on a shared disk) stay. Answers the names of the removed folders.
 */
export function removeStale(folder: string): string[] {
  const mine = `${prefix}${machine()}-`;
  const stale = namesIn(folder).filter(
    (name) => name.startsWith(mine) && !lives(Number(name.slice(mine.length).split('-')[0])),
  );
  for (const name of stale) removeFolder(join(folder, name));
  return stale;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that can be written to and not listed has nothing that we could find and remove.
    return [];
  }
}
