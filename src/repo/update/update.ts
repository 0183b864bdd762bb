import type { ManagerName } from '../package-manager.ts';
import { apply, besidePath } from './apply/apply.ts';
import { commitCommands } from './apply/commit-commands.ts';
import type { Repository } from './git/repository.ts';
import { killedOnItsWay, stillOpen } from './open-update.ts';
import { patchOf } from './plan/patch.ts';
import { changedAnswers, type Prepared, prepare, type UpdateRequest } from './plan/prepare.ts';
import { touchedBy } from './plan/touched-paths.ts';
import { recover } from './recover/recover.ts';
import { asJson, countFates, fatesOf, listNotable, listSteps, recordsIn } from './report.ts';
import type { Told } from './told.ts';

/** Updates the repo, or with `dryRun` tells what the update would do. Both use the same plan. */
export async function update(
  request: UpdateRequest,
  { dryRun, diff, manager }: { readonly dryRun: boolean; readonly diff: boolean; readonly manager: ManagerName },
): Promise<Told> {
  const { repository, own, recorded } = request;
  const recovered = await recover(repository, dryRun || diff ? 'look' : 'end');
  if (recovered.state === 'killed') throw killedOnItsWay(recovered.journal);
  if (recovered.state === 'open') return stillOpen(recovered, own.version, request);
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
  await apply({ repository, ours: prepared.ours }, plan, prepared.title);
  return applied(prepared, { title, manager, json, repository });
}

/** Tells whether an update would change anything. Writes nothing. */
export async function checkUpdate(request: UpdateRequest, online?: string): Promise<Told> {
  const { own, recorded } = request;
  const recovered = await recover(request.repository, 'look');
  // Additions are in no base, so they are not part of an update.
  if (recovered.state === 'open' && recovered.journal.what === undefined) {
    const lines = [`An update to ${recovered.journal.to} is open here: commit it, or take it back with --abort.`];
    return { lines, json: { open: recovered.journal.to } };
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
    return { lines: [...lines, ...commitCommands({ repository, message, touched, others }, manager)], json };
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

/** What changes: the version, the answers, or both. */
function titleOf({ own, recorded, answers }: UpdateRequest): string {
  const { version } = recorded.generator;
  const changed = changedAnswers(recorded.answers, answers).map(({ axis, from, to }) => `${axis} ${from} → ${to}`);
  return [...(version === own.version && changed.length > 0 ? [] : [`${version} → ${own.version}`]), ...changed].join(
    ', ',
  );
}

/** Lines about the pages of advice in `docs/`. */
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
