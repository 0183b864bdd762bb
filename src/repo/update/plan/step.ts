import type { RelPath, Role } from '../../../tree/tree.ts';

/** What an update does to one file. `kept` is the user's file, which did not get a change of the template. */
export type Fate = 'added' | 'updated' | 'merged' | 'moved' | 'conflict' | 'kept' | 'deleted' | 'kept deleted';

/** One version of a file: its mode as git writes it, its object id, and its bytes when git may not have them yet. */
export type Version = { readonly mode: string; readonly oid: string; readonly bytes?: Uint8Array };

/** The versions of a conflict as the index stores them: 1 the old template, 2 the user's, 3 the new template. */
export type Stages = { readonly [N in 1 | 2 | 3]?: Version };

/** What happens to one file, and why. */
export type Step = {
  readonly fate: Fate;
  /** The file's path after the update. For a removed file it is the path before. */
  readonly path: RelPath;
  /** The path before a move. */
  readonly from?: RelPath;
  readonly role: Role;
  /** One plain sentence. */
  readonly reason: string;
  /** What else the user should know: a change that was dropped, a version that was chosen. */
  readonly notes: readonly string[];
  /** The file at `path` after the update; `undefined` when nothing changes on the disk or the file is removed. */
  readonly file?: Version;
  /** Set for a conflict. */
  readonly stages?: Stages;
  /** The template's side of a conflict that has no place in the tree. */
  readonly beside?: Uint8Array;
};
