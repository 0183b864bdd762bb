import type { RelPath } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import type { ObjectFormat } from '../git/objects.ts';
import type { Entry } from '../git/repository.ts';
import type { BaseChanges } from './base-changes.ts';
import { findUserRenames } from './user-renames.ts';

/** One template file in three trees: the old template, the new template, and the user's repo. */
export type Match = {
  readonly id: string;
  readonly was?: BaseRecord;
  readonly will?: BaseRecord;
  readonly ours?: Entry & {
    readonly path: RelPath;
    /** How similar a moved file is to the template's, from 0 to 1. Set when the user moved it. */
    readonly moved?: number;
  };
};

/** The input of the matching. */
export type Matching = {
  readonly changes: BaseChanges;
  readonly ours: ReadonlyMap<RelPath, Entry>;
  readonly format: ObjectFormat;
  /** When false, a missing file counts as deleted and is not searched for elsewhere. */
  readonly followRenames: boolean;
  read(ids: Iterable<string>): Promise<Map<string, Buffer>>;
  sizesOf(ids: Iterable<string>): Promise<Map<string, number>>;
};

/**
 * Matches the files that differ between the two templates. Files of the templates are matched by id only, because two
 * similar files need not be the same file. The user's files are matched by path, and when the path is empty, by
 * content.
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
