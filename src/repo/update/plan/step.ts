import type { RelPath, Role } from '../../../tree/tree.ts';

/** What an update does to one file. `kept` is the user's file, which a change of the template did not reach. */
export type Fate = 'added' | 'updated' | 'merged' | 'moved' | 'conflict' | 'kept' | 'deleted' | 'kept deleted';

/** One side of a file: its mode as git writes it, its object, and its bytes where git may not have them yet. */
export type Version = { readonly mode: string; readonly oid: string; readonly bytes?: Uint8Array };

/** The sides of a conflict, as the index holds them: 1 the old template, 2 yours, 3 the new template. */
export type Stages = { readonly [N in 1 | 2 | 3]?: Version };

/** What happens to one file, and why. */
export type Step = {
  readonly fate: Fate;
  /** Where the file stands afterwards, or stood. */
  readonly path: RelPath;
  /** Where it stood before, when it moves. */
  readonly from?: RelPath;
  readonly role: Role;
  /** One plain sentence. */
  readonly reason: string;
  /** What else a person should hear: a change that was dropped, a version that was chosen. */
  readonly notes: readonly string[];
  /** What stands at `path` afterwards; `undefined` where nothing changes on the disk or the file goes. */
  readonly file?: Version;
  /** Set for a conflict. */
  readonly stages?: Stages;
  /** The template's side of a conflict that has no place in the tree. */
  readonly beside?: Uint8Array;
};
