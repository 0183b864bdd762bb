import type { RelPath } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import { blobId, type ObjectFormat } from '../git/objects.ts';
import type { Entry } from '../git/repository.ts';
import type { MarkerLabels } from '../merge/conflict-markers.ts';
import type { Match } from './match.ts';
import type { Version } from './step.ts';

/** What a decision may ask. */
export type Deciding = {
  readonly cwd: string;
  readonly format: ObjectFormat;
  readonly labels: MarkerLabels;
  /** The bytes of a committed file; `undefined` where they are too many to be merged. */
  bytesOf(oid: string): Uint8Array | undefined;
  /** What the user has at a path that no file of the old template holds, or `undefined`. */
  ownAt(path: RelPath): Entry | undefined;
  /** The match of the old file at a path. */
  oldAt(path: RelPath): Match | undefined;
  /** True when a file of the user stays at a path, whatever the template does. */
  isTaken(path: RelPath): boolean;
};

/** True for a file as it was made: not edited, not moved, not made executable. */
export function isUntouched({ was, ours }: Match, format: ObjectFormat): boolean {
  return (
    was !== undefined &&
    ours !== undefined &&
    ours.path === was.path &&
    ours.mode === was.mode &&
    ours.oid === blobId(was.bytes, format)
  );
}

/** A file of a template as one side of a merge. */
export function versionOf({ mode, bytes }: BaseRecord, at: Deciding): Version {
  return { mode, oid: blobId(bytes, at.format), bytes };
}
