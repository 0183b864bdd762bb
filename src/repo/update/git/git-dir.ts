import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The git folder of the repository around a folder; `undefined` outside of one. It only looks at files, because
 * starting git takes longer.
 */
export function gitDirAround(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, '.git'));
    if (gitDir !== undefined || folder === dirname(folder)) return gitDir;
  }
}

/** The folder that a `.git` is, or that a `.git` file names. */
function gitDirOf(dotGit: string): string | undefined {
  try {
    return resolve(
      dirname(dotGit),
      readFileSync(dotGit, 'utf8')
        .replace(/^gitdir: /, '')
        .trimEnd(),
    );
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR' ? dotGit : undefined;
  }
}
