import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { Answers } from '../../../layers/answers.ts';
import { joinedIds } from '../../../layers/joined-ids.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { gatesPage } from '../../advance/gates-page.ts';
import { basePath, workshopFolder } from '../../base.ts';
import { manifestPath, type RecordedManifest, withForeignKeys } from '../../manifest.ts';
import type { OwnPackage } from '../../origin.ts';
import { type ComposedProject, composeProject } from '../../project.ts';
import { carriedNames } from '../../tool.ts';
import { bytesToWrite } from '../../write.ts';
import { filteredFiles, refuseFiltered } from '../git/filtered-files.ts';
import { committedFiles, type Entry, type Repository, refuseUnderWay, uncommitted } from '../git/repository.ts';
import { refuseUnwatched, unwatchedFiles } from '../git/unwatched-files.ts';
import { markerLabels } from '../merge/conflict-markers.ts';
import type { JournalTitle } from '../recover/journal.ts';
import { type Advice, adviceFor } from './advice.ts';
import { compareBases } from './base-changes.ts';
import { readCheckedBase } from './checked-base.ts';
import { refuseInTheWay } from './in-the-way.ts';
import type { Migration } from './migration.ts';
import { withEdits } from './migration-edits.ts';
import { crossed, migrations } from './migrations.ts';
import { hasOtherChanges } from './other-changes.ts';
import { type Plan, plan } from './plan.ts';
import { touchedBy } from './touched-paths.ts';

/** The request for an update. */
export type UpdateRequest = {
  readonly repository: Repository;
  readonly own: OwnPackage;
  readonly recorded: RecordedManifest;
  /** The answers that the repo will have. */
  readonly answers: Answers;
  /** Whether uncommitted changes are allowed where the update does not write. */
  readonly allowDirty: boolean;
  /** The update is only shown. Files on the disk that would be in the way do not matter. */
  readonly look?: boolean;
  /** When false, files that the user moved count as deleted. */
  readonly followRenames: boolean;
  readonly migrations?: readonly Migration[];
  /** Composes the new template. The default is the package that is running. */
  readonly compose?: (answers: Answers, own: OwnPackage) => Promise<Pick<ComposedProject, 'records' | 'late'>>;
};

/** An update that is ready to be carried out. */
export type Prepared = {
  readonly plan: Plan;
  readonly ours: ReadonlyMap<RelPath, Entry>;
  readonly title: JournalTitle;
  /** Whether the user has uncommitted work where the update does not write. */
  readonly others: boolean;
  /** What the user must do besides the code. */
  readonly advice: readonly Advice[];
};

/**
 * Renders the new template, compares it with the base and the committed files, and refuses what is in the way. Reads
 * only. Throws `refused` for an unfinished git operation, for uncommitted changes, for files in the way, for files
 * behind a filter and for files that git ignores on the disk. Throws `failed` for a damaged base.
 */
export async function prepare(request: UpdateRequest): Promise<Prepared> {
  const { repository, own, recorded, answers, followRenames } = request;
  const { root } = repository;
  if (!request.look) refuseUnderWay(repository);
  const unwatched = unwatchedFiles(repository);
  const asked = Promise.all([committedFiles(repository), uncommitted(repository)]);
  // They are awaited below. Without these handlers a failure before that would end the process.
  for (const one of [unwatched, asked]) one.catch(() => {});
  const oldBase = await readCheckedBase(repository, recorded);
  const records = await composeRecords(request);
  const { buffer, byteOffset, byteLength } = records.get(basePath) ?? Buffer.alloc(0);
  const newBase = Buffer.from(buffer, byteOffset, byteLength);
  const changes = compareBases(oldBase, newBase, joinedIds());
  const differing = [...changes.was.values(), ...changes.will.values()].map(({ path }) => path);
  const looked = new Set([...differing, ...records.keys()]);
  const looking = filteredFiles(repository, [...looked]);
  looking.catch(() => {});
  const [ours, dirty] = await asked;
  refuseForeign(ours, repository);
  if (!request.look) {
    refuseUnmerged(dirty);
    // A file that the tool itself writes at run time is not the user's work.
    if (!request.allowDirty) refuseDirty(dirty.map(({ path }) => path).filter((path) => path !== gatesPage));
  }
  for (const name of carriedNames(recorded.generator)) {
    const carried = workshopFolder + name;
    if (ours.has(carried) && !records.has(carried)) records.set(carried, undefined);
  }
  const { version: from } = recorded.generator;
  const changed = changedAnswers(recorded.answers, answers);
  const advice = adviceFor(recorded.answers, answers);
  const planned = await plan({
    repository,
    ours,
    changes,
    labels: markerLabels(from, own.version, changed),
    followRenames,
    records,
    advice,
  });
  const crossing = crossed(from, own.version, request.migrations ?? migrations);
  const full = await withEdits(planned, crossing, ours, repository);
  const touched = new Set(touchedBy(full));
  if (!request.look) {
    await refuseUnwatched(repository, await unwatched, touched);
    // A changed record is refused also where this update writes none: committed with it, it would break the next one.
    const refused = (path: RelPath) => touched.has(path) || path === manifestPath || path === basePath;
    if (request.allowDirty) refuseDirty(dirty.map(({ path }) => path).filter(refused));
    refuseInTheWay(root, full, ours, ignoresCase(root));
    // Paths to which the user moved files are in no template, so they were not checked yet.
    const moved = [...touched].filter((path) => !looked.has(path) && ours.has(path));
    refuseFiltered(new Map([...(await looking), ...(await filteredFiles(repository, moved))]), touched);
  }
  const title = {
    from,
    to: own.version,
    base: digestIn(records.get(manifestPath)),
    message: messageOf(own, from, changed),
  };
  const others = hasOtherChanges(dirty, touched);
  return { plan: full, ours, title, advice, others };
}

/**
 * The tool's records and its packed self, as the new template has them. Of the composed files only the base is kept, so
 * that the rest can be freed.
 */
async function composeRecords({
  answers,
  own,
  recorded,
  compose = composeProject,
}: UpdateRequest): Promise<Map<RelPath, Uint8Array | undefined>> {
  const { records, late } = await compose(answers, own);
  const files = [...records(), ...(await late)];
  return new Map(
    files.map((file) => {
      const bytes = bytesToWrite(file);
      return [file.path, file.path === manifestPath ? withForeignKeys(bytes, recorded) : bytes];
    }),
  );
}

/** The digest of the base in the new manifest. */
function digestIn(manifest: Uint8Array | undefined): string {
  return (JSON.parse(Buffer.from(manifest ?? []).toString('utf8')) as RecordedManifest).base;
}

function messageOf(
  { name, version }: OwnPackage,
  from: string,
  changed: readonly { axis: string; to: string }[],
): string {
  if (version !== from || changed.length === 0) return `Update to ${name} ${version}`;
  return `Change ${changed.map(({ axis, to }) => `${axis} to ${to}`).join(', ')}`;
}

/** The answers that differ, by axis. */
export function changedAnswers(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): { axis: string; from: string; to: string }[] {
  return Object.entries(after).flatMap(([axis, to]) => {
    const from = before[axis];
    return from === undefined || from === to ? [] : [{ axis, from, to }];
  });
}

/** Throws `refused` when the commit does not contain the repo. */
function refuseForeign(ours: ReadonlyMap<RelPath, Entry>, { root }: Repository): void {
  if (ours.has(manifestPath) && ours.has(basePath)) return;
  throw new WorkshopError(
    'refused',
    `${ours.has(manifestPath) ? basePath : manifestPath} is in no commit of ${root}.`,
    {
      hint: 'git add --all && git commit -m "Before the update"',
    },
  );
}

function refuseUnmerged(dirty: readonly { path: RelPath; unmerged: boolean }[]): void {
  const found = dirty.find(({ unmerged }) => unmerged);
  if (!found) return;
  throw new WorkshopError('refused', `${found.path} has a conflict that is not resolved.`, {
    hint: 'Finish that first: git status says how.',
  });
}

function refuseDirty(paths: readonly RelPath[]): void {
  const [first] = paths;
  if (first === undefined) return;
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
  // A commit with a record that was edited by hand or is missing would leave a repo that cannot update.
  const records = paths.filter((path) => path === manifestPath || path === basePath);
  if (records.length > 0) {
    throw new WorkshopError('refused', `There are changes that are in no commit: ${first}${more}.`, {
      hint: `Bring back the committed records: git checkout HEAD -- ${records.join(' ')}`,
    });
  }
  throw new WorkshopError('refused', `There are changes that are in no commit: ${first}${more}.`, {
    hint: 'Commit or stash them, then update. Where the update does not write, --allow-dirty lets them stand.',
  });
}

/** Whether the disk ignores case. It asks the disk and not git's setting, which may come from another machine. */
function ignoresCase(root: string): boolean {
  return existsSync(join(root, manifestPath.toUpperCase()));
}
