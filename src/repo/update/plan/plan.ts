import { WorkshopError } from '../../../errors.ts';
import { type RelPath, staysInside } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import { blobId, blobSizes, readBlobs } from '../git/objects.ts';
import { foldersAbove, foldersOf } from '../git/on-disk.ts';
import type { Entry, Repository } from '../git/repository.ts';
import type { MarkerLabels } from '../merge/conflict-markers.ts';
import type { Advice } from './advice.ts';
import type { BaseChanges } from './base-changes.ts';
import { decide } from './decide.ts';
import { isUntouched } from './deciding.ts';
import { splitDirectoryFileConflicts } from './directory-file-conflicts.ts';
import { type Match, match } from './match.ts';
import type { Step, Version } from './step.ts';

/** The input of a plan. */
export type Planning = {
  readonly repository: Repository;
  /** The committed files below the root. */
  readonly ours: ReadonlyMap<RelPath, Entry>;
  /** What differs between the base and the new template. */
  readonly changes: BaseChanges;
  readonly labels: MarkerLabels;
  readonly followRenames: boolean;
  /** The tool's own files. They are always replaced; `undefined` removes one. */
  readonly records: ReadonlyMap<RelPath, Uint8Array | undefined>;
  /** Pages for the user that are in no template. A page that exists stays as it is. */
  readonly advice?: readonly Advice[];
};

/** What an update will do. A dry run and a real update use the same plan. */
export type Plan = {
  /** Sorted by path. */
  readonly steps: readonly Step[];
  /** The new version of each path that changes; `undefined` for a removed path. */
  readonly changes: ReadonlyMap<RelPath, Version | undefined>;
};

/**
 * The largest file that is merged, in bytes. Template texts are much smaller, and a merge needs many times the size in
 * memory.
 */
const largest = 32 << 20;

/**
 * Plans an update. Reads the repository and writes nothing. Throws `refused` when two files would have the same path.
 */
export async function plan(planning: Planning): Promise<Plan> {
  const { repository, ours, followRenames, labels, changes } = planning;
  const { root, format } = repository;
  refuseOutside(changes);
  const matches = await match({
    changes,
    ours,
    format,
    followRenames,
    read: (ids) => readBlobs(root, ids),
    sizesOf: (ids) => blobSizes(root, ids),
  });
  const sizes = await blobSizes(root, needed(matches, ours, format));
  const blobs = await readBlobs(
    root,
    [...sizes].flatMap(([oid, size]) => (size > largest ? [] : [oid])),
  );
  const byOldPath = new Map(matches.flatMap((found) => (found.was ? [[found.was.path, found] as const] : [])));
  const ownAt = (path: RelPath) => (changes.oldPaths.has(path) ? undefined : ours.get(path));
  const isTaken = (path: RelPath, asked: readonly RelPath[] = []): boolean => {
    const old = byOldPath.get(path);
    if (ownAt(path) !== undefined || stays(old, format)) return true;
    // When files swap places in a circle, all of them move. When one of them cannot move, it stays, and so does the one
    // that would take its place.
    const movesTo = old?.ours?.path === path ? old.will?.path : undefined;
    return movesTo !== undefined && movesTo !== path && !asked.includes(path) && isTaken(movesTo, [...asked, path]);
  };
  const at = {
    cwd: root,
    format,
    labels,
    ownAt,
    oldAt: (path: RelPath) => byOldPath.get(path),
    bytesOf: (oid: string) => blobs.get(oid),
    isTaken,
  };
  const refilled = new Set(matches.filter(({ was }) => !was).map(({ will }) => will?.path));
  const decided = await Promise.all(
    // When another file takes this path, the decision about that file covers this one.
    matches.map((found) => (isRefilled(found, refilled) ? undefined : decide(found, at))),
  );
  const steps = splitDirectoryFileConflicts(
    [...decided.filter((step) => step !== undefined), ...pagesOf(planning)],
    ours,
  );
  return {
    steps: [...steps].sort((a, b) => (a.path < b.path ? -1 : 1)),
    changes: changesOf(steps, planning),
  };
}

function pagesOf({ advice = [], ours, repository }: Planning): Step[] {
  return advice.flatMap(({ path, text }): Step[] => {
    const bytes = Buffer.from(text, 'utf8');
    const file = { mode: '100644', oid: blobId(bytes, repository.format), bytes };
    const reason = 'what the update cannot do for you';
    return ours.has(path) ? [] : [{ fate: 'added', path, role: 'frame', reason, notes: [], file }];
  });
}

function isRefilled({ was, will, ours }: Match, refilled: ReadonlySet<RelPath | undefined>): boolean {
  return was !== undefined && will === undefined && ours?.path === was.path && refilled.has(was.path);
}

function stays(old: Match | undefined, format: Repository['format']): boolean {
  if (!old?.was || old.ours?.path !== old.was.path) return false;
  if (!old.will) return !isUntouched(old, format);
  return old.will.path === old.was.path || !old.ours.mode.startsWith('100');
}

/**
 * The object ids of the user's files whose bytes are needed: files that both sides edited, and files in the way of
 * another.
 */
function needed(matches: readonly Match[], ours: ReadonlyMap<RelPath, Entry>, format: Repository['format']): string[] {
  return matches.flatMap((found) => {
    const { was, will } = found;
    const here = found.ours ?? (will && !was ? ours.get(will.path) : undefined);
    if (!will || !here?.mode.startsWith('100')) return [];
    if (was && (was.sha256 === will.sha256 || here.oid === blobId(was.bytes, format))) return [];
    return [here.oid];
  });
}

/**
 * Throws for a path in the base that leaves the root or leads into git's folder. Anybody could have edited the base.
 */
function refuseOutside({ was, will }: BaseChanges): void {
  for (const { path } of [...was.values(), ...will.values()] as BaseRecord[]) {
    if (!staysInside(path) || path.split('/').some((part) => part.toLowerCase() === '.git')) {
      throw new WorkshopError('refused', `The base names a path outside the repo: ${JSON.stringify(path)}.`, {
        hint: 'Somebody changed it. Bring back the committed one, or make it again: npm run workshop -- update --link',
      });
    }
  }
}

function changesOf(
  steps: readonly Step[],
  { ours, records, repository }: Planning,
): ReadonlyMap<RelPath, Version | undefined> {
  const changes = new Map<RelPath, Version | undefined>();
  for (const { from, fate, path } of steps) {
    if (from !== undefined) changes.set(from, undefined);
    if (fate === 'deleted') changes.set(path, undefined);
  }
  // A file that stays unchanged is not among the changes, and must not be overwritten.
  const staying = new Set(
    steps.filter(({ fate, file }) => !file && ['kept', 'conflict'].includes(fate)).map(({ path }) => path),
  );
  for (const { path, file, stages } of steps) {
    if (!file) continue;
    if (changes.get(path) !== undefined || (staying.has(path) && stages?.[2]?.oid !== ours.get(path)?.oid)) {
      throw new WorkshopError('refused', `Two files would have the path ${path}.`, {
        hint: 'Move yours elsewhere and commit, then update.',
      });
    }
    const now = ours.get(path);
    if (changes.has(path) || now?.oid !== file.oid || now.mode !== file.mode) changes.set(path, file);
  }
  for (const [path, bytes] of records) {
    const now = ours.get(path);
    if (bytes === undefined) {
      if (now) changes.set(path, undefined);
      continue;
    }
    const version = { mode: '100644', oid: blobId(bytes, repository.format), bytes };
    if (now?.oid !== version.oid) changes.set(path, version);
  }
  refuseFileInFile(changes, ours);
  return changes;
}

/** Checks the result once more. A path that is both a file and a folder would lose one of them, so it is refused. */
export function refuseFileInFile(
  changes: ReadonlyMap<RelPath, Version | undefined>,
  ours: ReadonlyMap<RelPath, Entry>,
): void {
  const arriving = [...changes].flatMap(([path, version]) => (version && !ours.has(path) ? [path] : []));
  if (arriving.length === 0) return;
  const files = new Set([...ours.keys()].filter((path) => !changes.has(path) || changes.get(path)));
  const staying = foldersOf([...ours.keys()].filter((path) => files.has(path)));
  for (const path of arriving) files.add(path);
  const above = arriving.flatMap(foldersAbove);
  const both = above.find((path) => files.has(path)) ?? arriving.find((path) => staying.has(path));
  if (both === undefined) return;
  throw new WorkshopError('refused', `${both} would be a file and a folder.`, {
    hint: 'Move yours elsewhere and commit, then update.',
  });
}
