import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RefusedError } from './refused.ts';

const exec = promisify(execFile);

/** An older commit, laid beside the checkout. */
export type RollBack = { readonly folder: string; readonly hash: string; readonly subject: string };

/**
 * Lays a commit into `.data/roll-back/<hash>`, a worktree of its own: a roll back is a deploy of older code, and must not
 * wait for somebody's unfinished changes. Done again for the same commit, it answers the folder that is there.
 * Refuses what is no commit of this repo.
 */
export async function prepareRollBack(repo: string, commit: string): Promise<RollBack> {
  // A hook of git says in these which repo is meant, and it would not be this one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const git = async (...args: string[]) => (await exec('git', args, { cwd: repo, env })).stdout.trim();
  const hash = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`).catch(() => {
    throw new RefusedError(`"${commit}" is no commit of this repo: "git log --oneline" lists them.`);
  });
  const short = hash.slice(0, 12);
  const folder = join(repo, '.data/roll-back', short);
  if (!existsSync(folder)) {
    // A folder that somebody removed by hand is still registered.
    await git('worktree', 'prune');
    await git('worktree', 'add', '--detach', folder, hash);
  }
  return { folder, hash: short, subject: await git('log', '-1', '--format=%s', hash) };
}
