import type { RelPath } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import { blobId, type ObjectFormat } from '../git/objects.ts';
import type { Entry } from '../git/repository.ts';
import type { MarkerLabels } from '../merge/conflict-markers.ts';
import type { Match } from './match.ts';
import type { Version } from './step.ts';

/** What a decision about a file can look up. */
export type Deciding = {
  readonly cwd: string;
  readonly format: ObjectFormat;
  readonly labels: MarkerLabels;
  /** The bytes of a committed file; `undefined` when it is too large to be merged. */
  bytesOf(oid: string): Uint8Array | undefined;
  /** The user's file at a path where the old template has none, or `undefined`. */
  ownAt(path: RelPath): Entry | undefined;
  /** The match of the old template's file at a path. */
  oldAt(path: RelPath): Match | undefined;
  /** Whether a file of the user stays at a path, whatever the template does. */
  isTaken(path: RelPath): boolean;
};

/** Whether a file is as the tool made it: not edited, not moved, mode unchanged. */
export function isUntouched({ was, ours }: Match, format: ObjectFormat): boolean {
  return (
    was !== undefined &&
    ours !== undefined &&
    ours.path === was.path &&
    ours.mode === was.mode &&
    ours.oid === blobId(was.bytes, format)
  );
}

/** A template's file as one side of a merge. */
export function versionOf({ mode, bytes }: BaseRecord, at: Deciding): Version {
  return { mode, oid: blobId(bytes, at.format), bytes };
}
