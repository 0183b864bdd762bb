import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import { lives } from '../../process.ts';
import { gitDirAround } from '../git/git-dir.ts';
import type { Repository } from '../git/repository.ts';

/** The name of our folder inside git's. */
const ownFolder = 'create-serverless-workshop';

/** The parts of a repository that locate its journals. */
type Place = Pick<Repository, 'gitDir' | 'prefix'>;

/**
 * The folder of a repo's journal. It is inside git's folder, so that it is never committed. One repository may hold
 * several repos. When several journals are open, it is the newest one, which is undone first.
 */
export function journalFolder(repository: Place): string {
  const folders = journalFolders(repository);
  return folders.at(-1) ?? levelFolder(repository, 1);
}

/** The folders of all open journals of a repo, oldest first. */
export function journalFolders(repository: Place): string[] {
  const above = join(repository.gitDir, ownFolder);
  const first = levelFolder(repository, 1);
  const names = existsSync(above) ? readdirSync(above).map((name) => join(above, name)) : [];
  const open = names.filter((name) => name === first || /^\+\d+$/.test(name.slice(first.length)));
  return open.filter((name) => name.startsWith(first)).sort((a, b) => levelOf(a) - levelOf(b));
}

function levelOf(folder: string): number {
  return Number(/\+(\d+)$/.exec(folder)?.[1] ?? 1);
}

/** How many changes may be open at once, each made after the one before. */
const deepest = 99;

/** The folder of the journal at a depth. The oldest has the depth 1. */
export function levelFolder({ gitDir, prefix }: Place, level: number): string {
  return join(gitDir, ownFolder, `update-${keyOf(prefix)}${level === 1 ? '' : `+${level}`}`);
}

/** The folder for a new journal on top of the open ones. */
export function nextFolder(repository: Place): string {
  const last = journalFolders(repository).at(-1);
  const level = last === undefined ? 1 : levelOf(last) + 1;
  if (level <= deepest) return levelFolder(repository, level);
  throw new WorkshopError('refused', `${deepest} things that were added are in no commit.`, {
    hint: 'Commit them first.',
  });
}

/** Whether an update may be open in the repository around a folder. */
export function mayBeOpen(cwd: string): boolean {
  const gitDir = gitDirAround(cwd);
  if (gitDir === undefined) return false;
  const above = join(gitDir, ownFolder);
  return existsSync(above) && readdirSync(above).length > 0;
}

/** Removes the staging folder of a process that was killed while it wrote or removed a journal. */
export function removeLeftBeside({ gitDir, prefix }: Place): void {
  const above = join(gitDir, ownFolder);
  const left = new RegExp(`^update-${keyOf(prefix)}(?:\\+\\d+)?\\.(?:closed-)?(\\d+)$`);
  mkdirSync(above, { recursive: true });
  for (const name of readdirSync(above)) {
    const pid = left.exec(name)?.[1];
    if (pid && !lives(Number(pid))) rmSync(join(above, name), { recursive: true, force: true });
  }
}

/**
 * The file that reserves disk space for undoing. Below, in bytes: what small files and folders may need in addition,
 * and the most that is reserved.
 */
const roomFile = 'room';
const leastRoom = 64 << 10;
const mostRoom = 16 << 20;

/** Reserves disk space with bytes that no disk can compress. */
export function keepRoom(folder: string, bytes: number): void {
  writeFileSync(join(folder, roomFile), randomBytes(Math.min(bytes + leastRoom, mostRoom)));
}

/** Frees the space that was reserved for undoing. It is needed now. */
export function giveRoom(repository: Place): void {
  try {
    rmSync(join(journalFolder(repository), roomFile), { force: true });
  } catch {
    // There may be enough space without it.
  }
}

function keyOf(prefix: string): string {
  return prefix === '' ? 'root' : createHash('sha256').update(prefix).digest('hex').slice(0, 12);
}
