import { WorkshopError } from '../../errors.ts';
import type { ManagerName } from '../package-manager.ts';
import { abort } from './abort.ts';
import { apply, besidePath, touchedBy } from './apply.ts';
import type { Journal } from './journal.ts';
import { patchOf } from './patch.ts';
import { changedAnswers, type Prepared, prepare, type UpdateRequest } from './prepare.ts';
import { asJson, countFates, fatesOf, listNotable, listSteps, recordsIn } from './report.ts';
import { type Repository, uncommitted } from './repository.ts';
import { resolve } from './resolve.ts';
import { type Settled, settle } from './settle.ts';
import { hasOthers, toCommit } from './to-commit.ts';

/** What one call came to: lines for people, an object for programs, and the exit code where it is not 0. */
export type Told = {
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  readonly code?: 'conflicts' | 'updateAvailable';
};

/** Updates the repo, or with `dryRun` tells what it would do; both are the same plan. */
export async function update(
  request: UpdateRequest,
  { dryRun, diff, manager }: { readonly dryRun: boolean; readonly diff: boolean; readonly manager: ManagerName },
): Promise<Told> {
  const { repository, own, recorded } = request;
  const settled = await settle(repository, dryRun || diff ? 'look' : 'end');
  if (settled.state === 'killed') throw killedOnItsWay(settled.journal);
  if (settled.state === 'open') return stillOpen(settled, own.version, request);
  const prepared = await prepare(request);
  const { plan } = prepared;
  const title = titleOf(request);
  const json = {
    from: recorded.generator.version,
    to: own.version,
    steps: plan.steps.map(asJson),
    records: recordsIn(prepared).map(asJson),
  };
  if (plan.changes.size === 0 && plan.steps.every(({ fate }) => fate !== 'conflict')) {
    return {
      lines: ['Nothing to do: the repo is what this template makes of these answers, and your edits.'],
      json,
    };
  }
  if (dryRun || diff) {
    const patch = diff ? await patchOf(repository, plan, prepared.ours) : undefined;
    const lines = diff
      ? [(patch ?? '').replace(/\n$/, '')]
      : [
          ...listSteps([...plan.steps, ...recordsIn(prepared)]),
          '',
          ...adviceLines(prepared.advice),
          `${title}: ${countFates(plan.steps)}. Nothing was written.`,
        ];
    return {
      lines,
      json: { ...json, dryRun: true, ...(diff && { patch }) },
      ...conflictCode(prepared),
    };
  }
  await apply(repository, plan, prepared.ours, prepared.title);
  return applied(prepared, { title, manager, json, repository });
}

/** Tells whether an update would change anything; writes nothing. */
export async function checkUpdate(request: UpdateRequest, online?: string): Promise<Told> {
  const { own, recorded } = request;
  const settled = await settle(request.repository, 'look');
  if (settled.state === 'open') {
    const lines = [`An update to ${settled.journal.to} is open here: commit it, or take it back with --abort.`];
    return { lines, json: { open: settled.journal.to } };
  }
  const prepared = await prepare({ ...request, look: true });
  const { plan } = prepared;
  const files = plan.steps.length;
  const from = recorded.generator.version;
  const title = titleOf(request);
  const newer = online !== undefined && online !== own.version ? online : undefined;
  const json = {
    from,
    to: own.version,
    ...(online !== undefined && { published: online }),
    files,
    fates: fatesOf(plan.steps),
    records: recordsIn(prepared).map(({ path }) => path),
  };
  if (plan.changes.size === 0 && newer === undefined) {
    return { lines: [`Up to date with ${own.version}.`], json: { ...json, available: false } };
  }
  const here =
    plan.changes.size === 0
      ? [`Up to date with ${own.version}.`]
      : [`${title}: ${files === 0 ? 'the templates are the same, only the tool is newer' : countFates(plan.steps)}.`];
  const there = newer === undefined ? [] : [`${newer} is published: npm run workshop -- update --to ${newer}`];
  return {
    lines: [...here, ...there],
    json: { ...json, available: true },
    code: 'updateAvailable',
  };
}

/** Takes back an update that is not committed. */
export async function abortUpdate(repository: Repository): Promise<Told> {
  const settled = await settle(repository, 'abort');
  if (settled.state === 'undone') {
    const lines = [`Nothing is left here of the update to ${settled.to} that was killed on its way.`];
    return { lines, json: { aborted: settled.to } };
  }
  if (settled.state === 'none') {
    throw new WorkshopError('refused', 'No update is open here.', {
      hint: 'One that is committed is taken back by git revert.',
    });
  }
  const { journal, standing } = settled;
  const kept = await abort(repository, journal, standing);
  const committed = journal.touched.length - standing.length;
  return {
    lines: [
      `The update to ${journal.to} is taken back: ${standing.length} files are as they were.`,
      ...(committed === 0 ? [] : [`${committed} of its files are in commits since then: they stay as they are.`]),
      ...(kept === undefined ? [] : ['What you had done in them since is kept:', `  git show ${kept}`]),
    ],
    json: { aborted: journal.to, ...(kept !== undefined && { kept }) },
  };
}

/** Takes what the user has resolved, and tells how to commit. */
export async function continueUpdate(repository: Repository, manager: ManagerName): Promise<Told> {
  const settled = await settle(repository);
  if (settled.state === 'undone') return { lines: undoneLines(settled), json: { aborted: settled.to } };
  if (settled.state !== 'open') {
    throw new WorkshopError('refused', 'No update is open here.', { hint: 'npm run workshop -- update' });
  }
  const { journal, unmerged } = settled;
  await resolve(repository, journal, unmerged);
  const touched = new Set(journal.touched.map(({ path }) => path));
  const others = hasOthers(await uncommitted(repository), touched);
  const { message } = journal;
  return {
    lines: ['Everything is resolved and staged.', '', ...toCommit({ repository, message, touched, others }, manager)],
    json: { resolved: journal.conflicts.map(({ path }) => path), to: journal.to },
  };
}

function applied(
  { plan, advice, others, title: { message } }: Prepared,
  told: { title: string; manager: ManagerName; json: Told['json']; repository: Repository },
): Told {
  const { title, manager, json, repository } = told;
  const conflicts = plan.steps.filter(({ fate }) => fate === 'conflict');
  const beside = conflicts.flatMap((step) =>
    step.beside ? [`the template's ${step.path} lies in ${besidePath(repository, step.path)}`] : [],
  );
  const lines = [...listNotable(plan.steps), `${title}: ${countFates(plan.steps)}.`, '', ...adviceLines(advice)];
  if (conflicts.length === 0) {
    const touched = new Set(touchedBy(plan));
    return { lines: [...lines, ...toCommit({ repository, message, touched, others }, manager)], json };
  }
  const files = conflicts.length === 1 ? '1 file needs' : `${conflicts.length} files need`;
  return {
    lines: [
      ...lines,
      ...beside,
      `${files} you. Edit what is marked, git add or git rm the others, then:`,
      '  npm run workshop -- update --continue',
      'Or take everything back:',
      '  npm run workshop -- update --abort',
    ],
    json: { ...json, conflicts: conflicts.map(asJson) },
    code: 'conflicts',
  };
}

/** What moves: the version, the answers, or both. */
function titleOf({ own, recorded, answers }: UpdateRequest): string {
  const { version } = recorded.generator;
  const changed = changedAnswers(recorded.answers, answers).map(({ axis, from, to }) => `${axis} ${from} → ${to}`);
  return [...(version === own.version && changed.length > 0 ? [] : [`${version} → ${own.version}`]), ...changed].join(
    ', ',
  );
}

/** The pages of advice, as they stand in `docs/`. */
function adviceLines(advice: Prepared['advice']): string[] {
  return advice.flatMap(({ path, text }) => [
    `What is left to you (${path}):`,
    ...text.trim().split('\n').slice(2),
    '',
  ]);
}

function conflictCode({ plan }: Prepared): Pick<Told, 'code'> {
  return plan.steps.some(({ fate }) => fate === 'conflict') ? { code: 'conflicts' } : {};
}

/** What an update that was killed and undone is told as. */
export function undoneLines(settled: Settled): string[] {
  return settled.state === 'undone' ? [`An update to ${settled.to} that was killed on its way has been undone.`] : [];
}

/** The refusal of a look at a repo in which an update was killed. */
export function killedOnItsWay({ to }: Pick<Journal, 'to'>): WorkshopError {
  return new WorkshopError('refused', `An update to ${to} was killed on its way, and a look undoes nothing.`, {
    hint: 'Take it back: npm run workshop -- update --abort',
  });
}

function stillOpen(
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
