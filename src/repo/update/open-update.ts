import { WorkshopError } from '../../errors.ts';
import type { ManagerName } from '../package-manager.ts';
import { commitCommands } from './apply/commit-commands.ts';
import { resolve } from './apply/resolve.ts';
import { type Repository, uncommitted } from './git/repository.ts';
import { hasOtherChanges } from './plan/other-changes.ts';
import type { UpdateRequest } from './plan/prepare.ts';
import { abort } from './recover/abort.ts';
import { type Journal, nameOf, titleOf } from './recover/journal.ts';
import { type Recovered, recover } from './recover/recover.ts';
import type { Told } from './told.ts';

/** Undoes an update that is not committed, or the newest addition. */
export async function abortUpdate(repository: Repository): Promise<Told> {
  const recovered = await recover(repository, 'abort');
  if (recovered.state === 'undone') {
    const { undone } = recovered;
    const lines = [`Nothing is left here of ${titleOf(undone)} that was killed on its way.`];
    return { lines, json: { aborted: undone.to } };
  }
  if (recovered.state === 'none') {
    throw new WorkshopError('refused', 'No update is open here.', {
      hint: 'To undo a committed update, use git revert.',
    });
  }
  const { journal, states } = recovered;
  const kept = await abort(repository, journal, states);
  const committed = journal.touched.length - states.length;
  const left = await recover(repository, 'look');
  const files = states.length === 1 ? '1 file is as it was' : `${states.length} files are as they were`;
  return {
    lines: [
      `${startOfSentence(titleOf(journal))} is taken back: ${files}.`,
      ...(committed === 0 ? [] : [`${committed} of its files are in commits since then: they stay as they are.`]),
      ...(kept === undefined ? [] : ['What you had done in them since is kept:', `  git show ${kept}`]),
      ...(left.state === 'open'
        ? [
            `${startOfSentence(titleOf(left.journal))} is in no commit. To take it back too: npm run workshop -- update --abort`,
          ]
        : []),
    ],
    json: {
      aborted: journal.what ?? journal.to,
      ...(kept !== undefined && { kept }),
      ...(left.state === 'open' && { open: left.journal.what ?? left.journal.to }),
    },
  };
}

/** Stages what the user has resolved, and prints how to commit. */
export async function continueUpdate(repository: Repository, manager: ManagerName): Promise<Told> {
  const recovered = await recover(repository);
  if (recovered.state === 'undone') return { lines: undoneLines(recovered), json: { aborted: recovered.undone.to } };
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
  const undone = 'undone' in recovered ? recovered.undone : undefined;
  return undone ? [`${nameOf(undone)} that was killed on its way has been undone.`] : [];
}

/** The error for a command that only looks at a repo, when a killed update has left it half-written. */
export function killedOnItsWay(journal: Pick<Journal, 'to' | 'what'>): WorkshopError {
  return new WorkshopError(
    'refused',
    `${nameOf(journal)} was killed on its way. A command that only looks does not undo it.`,
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
  if (journal.what !== undefined) {
    throw new WorkshopError('refused', `${nameOf(journal)} is in no commit: an update begins with one.`, {
      hint: 'Commit it, or take it back: npm run workshop -- update --abort',
    });
  }
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

function startOfSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
