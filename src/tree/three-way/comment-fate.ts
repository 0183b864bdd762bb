import type { Comment } from './source.ts';

/** What becomes of a comment that stands with a value which comes or goes. */
export type CommentFate = {
  /** The user wrote it: it stays, whatever happens to the value. */
  isUsers(comment: Comment): boolean;
  /** The template has dropped it, so it goes with its value. */
  isGone(comment: Comment): boolean;
  /** The template has it more often than before, so it travels with its value. */
  isNew(comment: Comment): boolean;
};

/** Leaves every comment where it is: for texts that may differ in one value only. */
export const untouched: CommentFate = { isUsers: () => false, isGone: () => false, isNew: () => false };

/** Decides by how often a comment stands in the template's old and new text. */
export function commentFate(base: readonly Comment[], theirs: readonly Comment[]): CommentFate {
  const [was, now] = [countsOf(base), countsOf(theirs)];
  const difference = ({ text }: Comment) => (now.get(text) ?? 0) - (was.get(text) ?? 0);
  return {
    isUsers: ({ text }) => !was.has(text),
    isGone: (comment) => difference(comment) < 0,
    isNew: (comment) => difference(comment) > 0,
  };
}

function countsOf(comments: readonly Comment[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of comments) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
