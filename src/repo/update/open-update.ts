import { WorkshopError } from '../../errors.ts';
import type { ManagerName } from '../package-manager.ts';
import { commitCommands } from './apply/commit-commands.ts';
import { resolve } from './apply/resolve.ts';
import { type Repository, uncommitted } from './git/repository.ts';
import { hasOtherChanges } from './plan/other-changes.ts';
import type { UpdateRequest } from './plan/prepare.ts';
import { abort } from './recover/abort.ts';
import type { Journal } from './recover/journal.ts';
import { type Recovered, recover } from './recover/recover.ts';
import type { Told } from './told.ts';

/** Undoes an update that is not committed. */
export async function abortUpdate(repository: Repository): Promise<Told> {
  const recovered = await recover(repository, 'abort');
  if (recovered.state === 'undone') {
    const lines = [`Nothing is left here of the update to ${recovered.to} that was killed on its way.`];
    return { lines, json: { aborted: recovered.to } };
  }
  if (recovered.state === 'none') {
    throw new WorkshopError('refused', 'No update is open here.', {
      hint: 'To undo a committed update, use git revert.',
    });
  }
  const { journal, states } = recovered;
  const kept = await abort(repository, journal, states);
  const committed = journal.touched.length - states.length;
  return {
    lines: [
      `The update to ${journal.to} is taken back: ${states.length} files are as they were.`,
      ...(committed === 0 ? [] : [`${committed} of its files are in commits since then: they stay as they are.`]),
      ...(kept === undefined ? [] : ['What you had done in them since is kept:', `  git show ${kept}`]),
    ],
    json: { aborted: journal.to, ...(kept !== undefined && { kept }) },
  };
}

/** Stages what the user has resolved, and prints how to commit. */
export async function continueUpdate(repository: Repository, manager: ManagerName): Promise<Told> {
  const recovered = await recover(repository);
  if (recovered.state === 'undone') return { lines: undoneLines(recovered), json: { aborted: recovered.to } };
  if (recovered.state !== 'open') {
    throw new WorkshopError('refused', 'No update is open here.', { hint: 'npm run workshop -- update' });
  }
  const { journal, unmerged } = recovered;
  await resolve(repository, journal, unmerged);
  const touched = new Set(journal.touched.map(({ path }) => path));
  const others = hasOtherChanges(await uncommitted(repository), touched);
  const { message } = journal;
  return {
    lines: [
      'Everything is resolved and staged.',
      '',
      ...commitCommands({ repository, message, touched, others }, manager),
    ],
    json: { resolved: journal.conflicts.map(({ path }) => path), to: journal.to },
  };
}

/** Lines that report a killed update that was undone. */
export function undoneLines(recovered: Recovered): string[] {
  return recovered.state === 'undone'
    ? [`An update to ${recovered.to} that was killed on its way has been undone.`]
    : [];
}

/** The error for a command that only looks at a repo, when a killed update has left it half-written. */
export function killedOnItsWay({ to }: Pick<Journal, 'to'>): WorkshopError {
  return new WorkshopError(
    'refused',
    `An update to ${to} was killed on its way. A command that only looks does not undo it.`,
    {
      hint: 'Take it back: npm run workshop -- update --abort',
    },
  );
}

/**
 * The answer to a command that finds an open update, which may be the requested one. Throws `refused` when it is
 * another one.
 */
export function stillOpen(
  { journal, unmerged }: { journal: Journal; unmerged: readonly string[] },
  version: string,
  { recorded }: UpdateRequest,
): Told {
  if (unmerged.length === 0 && journal.to === version && recorded.base === journal.base) {
    return {
      lines: [`The update to ${journal.to} stands, and is not committed yet: git commit, or update --abort.`],
      json: { from: journal.from, to: journal.to, steps: [], open: true },
    };
  }
  throw new WorkshopError('refused', `An update to ${journal.to} is open: ${openWork(unmerged)}.`, {
    hint: 'npm run workshop -- update --continue, or --abort',
  });
}

function openWork(unmerged: readonly string[]): string {
  if (unmerged.length === 0) return 'it is not committed';
  return unmerged.length === 1 ? '1 file is not resolved' : `${unmerged.length} files are not resolved`;
}
