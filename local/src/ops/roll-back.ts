import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RefusedError } from './refused.ts';

const exec = promisify(execFile);

/** An older commit in a folder of its own. */
export type RollBack = { readonly folder: string; readonly hash: string; readonly subject: string };

/**
 * Checks a commit out into the git worktree `.data/roll-back/<hash>`. A roll back deploys older code, and must not wait
 * for somebody's unfinished changes. Called again for the same commit, it answers the existing folder. Refuses anything
 * that is not a commit of this repo.
 */
export async function prepareRollBack(repo: string, commit: string): Promise<RollBack> {
  // Inside a git hook these variables name a repository, which would be the wrong one here.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const git = async (...args: string[]) => (await exec('git', args, { cwd: repo, env })).stdout.trim();
  const hash = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`).catch(() => {
    throw new RefusedError(`"${commit}" is no commit of this repo: "git log --oneline" lists them.`);
  });
  const short = hash.slice(0, 12);
  const folder = join(repo, '.data/roll-back', short);
  if (!existsSync(folder)) {
    // Git still lists a worktree whose folder somebody removed by hand.
    await git('worktree', 'prune');
    await git('worktree', 'add', '--detach', folder, hash);
  }
  return { folder, hash: short, subject: await git('log', '-1', '--format=%s', hash) };
}
