import type { RelPath } from '../../../tree/tree.ts';

/**
 * What a template version needs from older repos besides new files. It is data and pure functions, and never a command.
 */
export type Migration = {
  /** The first version that needs it. It runs once, when an update crosses this version. */
  readonly version: string;
  /** What it does, for people. */
  readonly title: string;
  /** Changes recorded answers, for example a renamed one. Applied twice it must give the same result. */
  answers?(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /**
   * Changes the user's files, for example a renamed script in a workflow: one path, or all that match. Applied twice it
   * must give the same result.
   */
  readonly edits?: readonly { readonly path: RelPath | RegExp; edit(text: string): string }[];
  /** What to do with files that the user has changed and the template has removed. */
  readonly left?: readonly { readonly path: RegExp; readonly note: string }[];
};
