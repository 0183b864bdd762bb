/** The three texts of one file: the template's last version, the user's file today, the template's new version. */
export type Versions = { readonly base: string; readonly ours: string; readonly theirs: string };

/**
 * The result of a merge by structure. `notes` tell the user what was decided (two versions of one dependency, a change
 * of the template that was dropped), one plain sentence each.
 */
export type Merged =
  | { readonly kind: 'clean'; readonly text: string; readonly notes: readonly string[] }
  /**
   * All three texts hold everything that could be merged. They differ only where both sides changed the same thing, so
   * a line merge of them marks exactly those lines. `reasons` name the keys, one plain sentence each.
   */
  | {
      readonly kind: 'conflict';
      readonly base: string;
      readonly ours: string;
      readonly theirs: string;
      readonly reasons: readonly string[];
      readonly notes: readonly string[];
    };

/** Merges the three texts by structure. Answers `undefined` when one cannot be read in its format. Never throws. */
export type Merge = (versions: Versions) => Merged | undefined;

/** Whether a text, for example the result of a line merge, means what the merge by structure means. Never throws. */
export type SameMeaning = (text: string, versions: Versions) => boolean;
