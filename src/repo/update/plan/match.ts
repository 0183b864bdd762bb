import type { RelPath } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import type { ObjectFormat } from '../git/objects.ts';
import type { Entry } from '../git/repository.ts';
import type { BaseChanges } from './base-changes.ts';
import { findUserRenames } from './user-renames.ts';

/** One template file through the three trees: what it was, what it will be, and where the user has it now. */
export type Match = {
  readonly id: string;
  readonly was?: BaseRecord;
  readonly will?: BaseRecord;
  readonly ours?: Entry & {
    readonly path: RelPath;
    /** How similar it is to what was made, where the user moved it. */
    readonly moved?: number;
  };
};

/** What matching needs to know. */
export type Matching = {
  readonly changes: BaseChanges;
  readonly ours: ReadonlyMap<RelPath, Entry>;
  readonly format: ObjectFormat;
  /** False: a file that is gone was deleted, never moved. */
  readonly followRenames: boolean;
  read(ids: Iterable<string>): Promise<Map<string, Buffer>>;
  sizesOf(ids: Iterable<string>): Promise<Map<string, number>>;
};

/**
 * Matches the files that differ between the two templates: those of the template by id alone, since two files that look
 * alike need not be one; the user's by path, and where that is empty by what they hold.
 */
export async function match(matching: Matching): Promise<Match[]> {
  const { changes, ours, format, followRenames, read, sizesOf } = matching;
  const { was, will, oldPaths } = changes;
  const missing = [...was.values()].filter(({ path }) => !ours.has(path));
  const own = () => new Map([...ours].filter(([path]) => !oldPaths.has(path)));
  const places = () => new Map([...will.values()].map(({ path, id }) => [path, id]));
  const renames =
    followRenames && missing.length > 0
      ? await findUserRenames({ missing, own: own(), places: places(), format, read, sizesOf })
      : new Map();
  return [...new Set([...was.keys(), ...will.keys()])].sort().map((id) => {
    const [before, after] = [was.get(id), will.get(id)];
    const renamed = renames.get(id);
    const path = before && (ours.has(before.path) ? before.path : renamed?.to);
    const entry = path === undefined ? undefined : ours.get(path);
    return {
      id,
      ...(before && { was: before }),
      ...(after && { will: after }),
      ...(entry &&
        path && { ours: { ...entry, path, ...(renamed && path === renamed.to && { moved: renamed.similarity }) } }),
    };
  });
}
