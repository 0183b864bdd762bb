import type { Comment } from './source.ts';

/** What happens to a comment when the value beside it is added or removed. */
export type CommentFate = {
  /** The user wrote it. It stays, whatever happens to the value. */
  isUsers(comment: Comment): boolean;
  /** The template removed it. It is removed with its value. */
  isGone(comment: Comment): boolean;
  /** The template has it more often than before. It is added with its value. */
  isNew(comment: Comment): boolean;
};

/** Keeps every comment in its place. For texts that differ in one value only. */
export const untouched: CommentFate = { isUsers: () => false, isGone: () => false, isNew: () => false };

/** Decides by how often the template's old and new text contain a comment. */
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
