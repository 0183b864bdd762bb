import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { manifestPath } from '../../manifest.ts';
import { blobId, blobIdOf } from '../git/objects.ts';
import { foldersAbove, kindAt } from '../git/on-disk.ts';
import { committedFiles, type Entry, type Repository } from '../git/repository.ts';
import { cleanNames } from '../git/stored-bytes.ts';
import type { Journal, Touched } from './journal.ts';
import { journalFolder } from './journal-folder.ts';

/** The present state of a path that an update changed, with its state before and after the update. */
export type TouchedState = {
  readonly touched: Touched;
  readonly index: 'before' | 'after' | 'unmerged' | 'other';
  /** The entry that the user has staged instead. */
  readonly staged?: Entry;
  /** `part` is the beginning of the update's text. `edited` is neither the update's text nor the one before. */
  readonly disk: 'before' | 'after' | 'part' | 'gone' | 'folder' | 'edited';
};

/**
 * Compares the paths of an update with the repo. Paths that a commit has changed since then are the user's and are left
 * out. Empty when the update is committed or discarded. Reads only.
 */
export async function touchedStates(
  repository: Repository,
  journal: Journal,
  folder = journalFolder(repository),
): Promise<TouchedState[]> {
  const committed = await committedFiles(repository);
  const records = journal.touched.find(({ path }) => path === manifestPath);
  if (records && !isSame(records.after, records.entry) && isSame(records.after, committed.get(manifestPath))) return [];
  const held = journal.touched.filter((one) => isSame(committedBefore(one), committed.get(one.path)));
  const [index, disk] = await Promise.all([indexEntries(repository), onDisk(repository, held, folder)]);
  const states = held.map((touched): TouchedState => {
    const entry = index.get(touched.path);
    const inIndex = entry === 'unmerged' ? entry : isSame(entry, touched.entry) ? 'before' : undefined;
    const state = inIndex ?? (entry !== 'unmerged' && isSame(entry, touched.after) ? 'after' : 'other');
    return {
      touched,
      index: state,
      ...(state === 'other' && entry !== undefined && entry !== 'unmerged' && { staged: entry }),
      disk: disk.get(touched.path) ?? 'edited',
    };
  });
  return states.some((one) => isOfUpdate(one, journal)) ? states : [];
}

/** What the commit had of a path when the update began. */
function committedBefore({ entry, committed }: Touched): Entry | undefined {
  return committed === undefined ? entry : (committed ?? undefined);
}

/** Whether the path still shows the update, and not only edits of the user. */
function isOfUpdate({ touched, index, disk }: TouchedState, { phase, conflicts }: Journal): boolean {
  if (index === 'unmerged') return conflicts.some(({ path }) => path === touched.path);
  if (isSame(touched.after, touched.entry)) return false;
  // Git removes a file before it writes the new one, so a missing file can be half-written.
  const halfWritten = phase !== 'applied' && (disk === 'part' || (disk === 'gone' && touched.disk !== undefined));
  return index === 'after' || (disk === 'after' && touched.after !== undefined) || halfWritten;
}

function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

async function indexEntries({ root, head }: Repository): Promise<Map<RelPath, Entry | 'unmerged'>> {
  const { code, stdout, stderr } = await plumb(root, ['ls-files', '--stage', '-z']);
  if (code !== 0) throw gitFailed('git cannot list its index', stderr);
  const entries = new Map<RelPath, Entry | 'unmerged'>();
  for (const line of stdout.toString('utf8').split('\0')) {
    const [known = '', path] = line.split('\t', 2);
    const [mode = '', oid = '', stage] = known.split(' ');
    if (path !== undefined && oid.length === head.length) entries.set(path, stage === '0' ? { mode, oid } : 'unmerged');
  }
  return entries;
}

async function onDisk(
  repository: Repository,
  held: readonly Touched[],
  folder: string,
): Promise<ReadonlyMap<RelPath, TouchedState['disk']>> {
  const { root, format } = repository;
  const found = new Map<RelPath, TouchedState['disk']>();
  const files: Touched[] = [];
  for (const touched of held) {
    const { path, disk, after } = touched;
    const at = join(root, path);
    const kind = standsBehind(root, path) ? undefined : kindAt(at);
    if (kind === undefined) found.set(path, disk ? 'gone' : 'before');
    else if (kind === 'folder') found.set(path, 'folder');
    else if (kind === 'link') {
      const target = readlinkSync(at);
      const asAfter = after?.mode === '120000' && blobId(Buffer.from(target, 'utf8'), format) === after.oid;
      found.set(path, disk && 'link' in disk && disk.link === target ? 'before' : asAfter ? 'after' : 'edited');
    } else if (isAsBefore(repository, touched, folder)) found.set(path, 'before');
    else if (lstatSync(at).isFile()) files.push(touched);
  }
  const names = await namesOf(repository, files);
  const asked = files.some(({ path, after }) => after !== undefined && runs(root, path) !== (after.mode === '100755'));
  const known = asked && (await knowsRights(root));
  for (const [n, { path, after }] of files.entries()) {
    if (after === undefined) continue;
    if (names[n] === after.oid) {
      const other = known && runs(root, path) !== (after.mode === '100755');
      found.set(path, other ? 'edited' : 'after');
    } else if (isBeginning(join(root, path), await asCheckedOut(repository, path, after))) found.set(path, 'part');
  }
  return found;
}

function runs(root: string, path: RelPath): boolean {
  return (lstatSync(join(root, path)).mode & 0o100) !== 0;
}

/** Whether git records file modes here. It does not when the disk cannot store them. */
async function knowsRights(root: string): Promise<boolean> {
  const { stdout } = await plumb(root, ['config', '--type=bool', 'core.fileMode']);
  return stdout.toString('utf8').trim() !== 'false';
}

function standsBehind(root: string, path: RelPath): boolean {
  return foldersAbove(path).some((above) => kindAt(join(root, above)) === 'link');
}

function isAsBefore(repository: Repository, { path, disk }: Touched, folder: string): boolean {
  if (!disk || 'link' in disk) return false;
  const at = join(repository.root, path);
  if ('blob' in disk) return blobIdOf(at, repository.format) === disk.blob;
  const copy = join(folder, disk.copy);
  return lstatSync(at).size === lstatSync(copy).size && blobIdOf(at, 'sha1') === blobIdOf(copy, 'sha1');
}

/**
 * The object ids that git would give the files. A half-written file that git cannot store gets none, and the others
 * still get theirs.
 */
async function namesOf(repository: Repository, files: readonly Touched[]): Promise<string[]> {
  const paths = files.map(({ path }) => path);
  try {
    return await cleanNames(repository, paths);
  } catch {
    const names: string[] = [];
    for (const path of paths) names.push((await cleanNames(repository, [path]).catch(() => ['']))[0] ?? '');
    return names;
  }
}

/**
 * The bytes that git writes to the disk for a version, with its line endings and encoding. `undefined` when git does
 * not have the object.
 */
async function asCheckedOut({ root, prefix }: Repository, path: RelPath, { oid }: Entry): Promise<Buffer | undefined> {
  const top = resolve(root, '../'.repeat(prefix.split('/').length - 1));
  // When the update was killed before git stored the object, it has written no part of it to the disk.
  const { code, stdout } = await plumb(top, ['cat-file', '--filters', `--path=${prefix}${path}`, oid]);
  return code === 0 ? stdout : undefined;
}

function isBeginning(at: string, whole: Buffer | undefined): boolean {
  // Other line endings make a text at most twice as long.
  if (whole === undefined || lstatSync(at).size > 2 * whole.length) return false;
  const plain = (text: Buffer) => text.toString('latin1').replaceAll('\r', '');
  return plain(whole).startsWith(plain(readFileSync(at)));
}
