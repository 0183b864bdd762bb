import { WorkshopError } from '../../../errors.ts';
import { committedFiles, type Repository, type Uncommitted, uncommitted } from '../git/repository.ts';
import { commitStaged } from '../git/staged-commit.ts';
import { type Journal, titleOf } from '../recover/journal.ts';
import { recover } from '../recover/recover.ts';
import type { Ground } from './apply.ts';

/** The state that something is added to, and the earlier additions that are not committed, oldest first. */
export type GroundForMore = Ground & { readonly open: readonly Journal[] };

/**
 * Finds the state that something can be added to: the commit, or the commit with earlier additions that are only
 * staged. Each addition can be undone alone, the last one first. Throws `refused` while an update is open, because its
 * files must not be mixed with others.
 */
export async function groundForMore(repository: Repository): Promise<GroundForMore> {
  const recovered = await recover(repository);
  const committed = await committedFiles(repository);
  if (recovered.state !== 'open') return { repository, ours: committed, open: [] };
  const open = [...recovered.below, recovered.journal];
  const update = open.find(({ what }) => what === undefined);
  if (update) {
    throw new WorkshopError('refused', `An update is open here: ${titleOf(update)}.`, {
      hint: 'Commit it, or take it back: npm run workshop -- update --abort',
    });
  }
  const staged = { ...repository, head: await commitStaged(repository) };
  return { repository: staged, ours: await committedFiles(staged), committed, open };
}

/**
 * The changes that a plan must not overwrite: uncommitted ones or, when the plan is based on what is staged, unstaged
 * ones.
 */
export async function changedOn({ repository, committed }: Ground): Promise<Uncommitted[]> {
  const changed = await uncommitted(repository);
  return committed ? changed.filter(({ onDisk }) => onDisk) : changed;
}

/** The message for one commit of everything that is open. */
export function messageOf({ open }: GroundForMore, last: string): string {
  const [first = last, ...more] = [...open.map(({ message }) => message), last];
  return [first, ...more.map((message) => message.slice(0, 1).toLowerCase() + message.slice(1))].join(', ');
}
