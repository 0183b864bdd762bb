import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** git's folder of the repository around a folder; `undefined` outside of one. Looks at files alone: git takes longer to start. */
export function gitDirAround(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, '.git'));
    if (gitDir !== undefined || folder === dirname(folder)) return gitDir;
  }
}

/** The folder that a `.git` is or names. */
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
