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
  const count = (comments: readonly Comment[], { text }: Comment) =>
    comments.reduce((sum, comment) => sum + Number(comment.text === text), 0);
  return {
    isUsers: (comment) => count(base, comment) === 0,
    isGone: (comment) => count(base, comment) > count(theirs, comment),
    isNew: (comment) => count(theirs, comment) > count(base, comment),
  };
}
