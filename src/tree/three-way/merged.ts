/** The three texts of one file: what the template gave last time, what the user has today, what the template gives now. */
export type Versions = { readonly base: string; readonly ours: string; readonly theirs: string };

/** What a merge by structure came to. `notes`: what a person should hear (both bumped, their change dropped...), one plain sentence each. */
export type Merged =
  | { readonly kind: 'clean'; readonly text: string; readonly notes: readonly string[] }
  /**
   * Everything that can be merged is merged in all three texts; they differ only where both sides changed one thing,
   * so that a line merge of them marks exactly those lines. `reasons` name the keys, one plain sentence each.
   */
  | {
      readonly kind: 'conflict';
      readonly base: string;
      readonly ours: string;
      readonly theirs: string;
      readonly reasons: readonly string[];
      readonly notes: readonly string[];
    };

/** Merges the three texts by structure; `undefined` when one of them cannot be read as its format. Never throws. */
export type Merge = (versions: Versions) => Merged | undefined;

/** Whether a text, for example the outcome of a line merge, means what the merge by structure means. Never throws. */
export type SameMeaning = (text: string, versions: Versions) => boolean;
