import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { WorkshopError } from '../errors.ts';

/** Where a repo will be made. Nothing has been written yet. */
export type Target = {
  /** The absolute path of the repo. */
  readonly path: string;
  /** The nearest folder above that exists. The staging folder is made in it, and the rename happens in it. */
  readonly parent: string;
  /**
   * The first folder below `parent` on the way to `path`. The rename moves this one. It is `path` itself when only that
   * is missing.
   */
  readonly top: string;
  /** True when an empty folder is there already. */
  readonly exists: boolean;
};

/** How many of the names in the way are shown. */
const shownNames = 5;

/** The last part of a target as the user typed it. The rules for names apply to it. */
export function lastPart(typed: string, platform: NodeJS.Platform = process.platform): string {
  const parts = typed.split(platform === 'win32' ? /[\\/]/ : '/');
  return parts.filter((part) => part !== '').at(-1) ?? '';
}

/** The absolute path of a target that was inspected earlier and now holds the repo. */
export function inspectedPath(typed: string, cwd: string): string {
  return realpathSync(resolve(cwd, typed));
}

/** Checks where a repo would go. Throws `refused` when something is in the way. Writes nothing. */
export function inspectTarget(typed: string, cwd: string): Target {
  if (hasControlCharacter(typed)) {
    throw new WorkshopError('refused', 'The target path contains a control character.', {
      hint: 'Type the path again without it, for example ../my-shop.',
    });
  }
  let path = resolve(cwd, typed);
  const found = statOf(path);
  if (found?.isSymbolicLink()) path = followed(path, typed);
  if (found && !statOf(path)?.isDirectory()) {
    throw new WorkshopError('refused', `The target ${typed} is a file.`, { hint: 'Choose another folder.' });
  }
  if (found) refuseUsed(path, typed, cwd);
  const { parent, top } = above(path, typed);
  return { path, parent, top, exists: found !== undefined };
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

function statOf(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A file has the path of a folder above the target. `above` reports it.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw unusable(path, error);
  }
}

function followed(path: string, typed: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw new WorkshopError('refused', `The target ${typed} is a link to nothing.`, {
      hint: 'Remove the link, or choose another folder.',
      cause,
    });
  }
}

function refuseUsed(path: string, typed: string, cwd: string): void {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    throw unusable(path, error);
  }
  if (names.length > 0) {
    const shown = names.sort().slice(0, shownNames).join(', ');
    const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
    throw new WorkshopError('refused', `The target ${typed} is not empty: it has ${shown}${more}.`, {
      hint: 'Choose a folder that does not exist yet.',
    });
  }
  // The rename replaces this folder, and the user's shell would be in a folder that no longer exists.
  if (relative(path, cwd) === '') {
    throw new WorkshopError('refused', `The target ${typed} is the folder you are in.`, {
      hint: 'Go one folder up and give its name.',
    });
  }
}

function above(path: string, typed: string): { parent: string; top: string } {
  let top = path;
  let parent = dirname(path);
  for (;;) {
    const found = statOf(parent);
    if (found) {
      const isFolder =
        found.isDirectory() || (found.isSymbolicLink() && statOf(followed(parent, typed))?.isDirectory());
      if (isFolder) return { parent, top };
      throw new WorkshopError('refused', `${parent} is a file, so ${typed} cannot be a folder in it.`, {
        hint: 'Choose another folder.',
      });
    }
    const next = dirname(parent);
    if (next === parent) {
      throw new WorkshopError('refused', `There is no folder ${parent}${sep}.`, {
        hint: 'Choose a folder on a drive that is there.',
      });
    }
    top = parent;
    parent = next;
  }
}

function unusable(path: string, cause: unknown): WorkshopError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new WorkshopError('refused', `${path} cannot be used (${code ?? message}).`, {
    hint: 'Choose a folder that you may write to.',
    cause,
  });
}
