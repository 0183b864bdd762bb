import type { RelPath } from '../../../tree/tree.ts';

/** What a template version asks of repos made before it, beyond new files. Data and pure functions: never a command. */
export type Migration = {
  /** The first version that needs it: it runs once, when an update crosses this version. */
  readonly version: string;
  /** What it does, for people. */
  readonly title: string;
  /** Changes recorded answers, for example a renamed one. Applied twice it must give the same. */
  answers?(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** Changes files of the user, for example a renamed script in his own workflow: one path, or all that fit. Applied twice it must give the same. */
  readonly edits?: readonly { readonly path: RelPath | RegExp; edit(text: string): string }[];
  /** What to do with files that the user had changed and the template has no longer. */
  readonly left?: readonly { readonly path: RegExp; readonly note: string }[];
};
