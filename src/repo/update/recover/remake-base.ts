import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { Answers } from '../../../layers/answers.ts';
import { axes } from '../../../layers/axes.ts';
import { sha256 } from '../../../tree/digest.ts';
import { basePath, recordedBytes } from '../../base.ts';
import type { RecordedManifest } from '../../manifest.ts';
import type { OwnPackage } from '../../origin.ts';
import type { Manager } from '../../package-manager.ts';
import { composeProject } from '../../project.ts';
import { runPublished } from '../../published.ts';
import { replaceFile } from '../../replace-file.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { kindAt } from '../git/on-disk.ts';
import type { Told } from '../told.ts';

/** The input for making a base again. */
export type Remaking = {
  readonly root: string;
  readonly own: OwnPackage;
  readonly manager: Manager;
  readonly recorded: RecordedManifest;
};

/**
 * Makes the base of a repo again with the version that made the repo. Writes it only when its digest is the recorded
 * one. Throws `refused` when no attempt gives those bytes; then nothing was changed.
 */
export async function remakeBase(remaking: Remaking): Promise<Told> {
  const { root, recorded } = remaking;
  const { version } = recorded.generator;
  const file = join(root, basePath);
  if (kindAt(file) === 'folder') {
    throw new WorkshopError('refused', `${basePath} is a folder.`, { hint: 'Move it elsewhere, then run it again.' });
  }
  if (isRecorded(file, recorded)) {
    return { lines: [`${basePath} is the recorded one already.`], json: { linked: false } };
  }
  const base = (await ofThisVersion(remaking)) ?? (await ofRecordedVersion(remaking));
  if (base === undefined) {
    throw new WorkshopError('refused', `Version ${version} does not make the recorded base from these answers.`, {
      hint: 'workshop.json was changed by hand, or the version is gone. Look in git: git log -- workshop.json',
    });
  }
  replaceFile(file, base, { path: basePath, state: 'It is as it was.' });
  return {
    lines: [
      `${basePath} is made again from version ${version}; its digest is the recorded one.`,
      `  git add ${basePath} && git commit --message "Bring back the base"`,
    ],
    json: { linked: true, version },
  };
}

function isRecorded(file: string, { base }: RecordedManifest): boolean {
  try {
    return recordedBytes(readFileSync(file), base) !== undefined;
  } catch {
    return false;
  }
}

async function ofThisVersion({ own, recorded }: Remaking): Promise<Buffer | undefined> {
  if (own.version !== recorded.generator.version || axes.some((axis) => recorded.answers[axis] === undefined)) return;
  try {
    const project = await composeProject(recorded.answers as unknown as Answers, own);
    return checked(Buffer.from(project.records().find(({ path }) => path === basePath)?.content ?? []), recorded);
  } catch (error) {
    // The recorded version may know answers that this version does not know.
    if (error instanceof WorkshopError) return undefined;
    throw error;
  }
}

/**
 * Runs the recorded version to make the repo again in a temporary folder. It comes from the tarball in the repo, or
 * from npm.
 */
async function ofRecordedVersion({ root, own, manager, recorded }: Remaking): Promise<Buffer | undefined> {
  const folder = temporaryFolder('csw-link-');
  try {
    const { name, ...answers } = recorded.answers;
    writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
    const spec = carriedSpec(root, own.name) ?? `${own.name}@${recorded.generator.version}`;
    const target = join('made', name);
    const args = [target, '--answers', 'answers.json', '--yes', '--no-install', '--no-git'];
    const { exitCode } = await runPublished(manager, { spec, bin: own.name, args, cwd: folder, quiet: true });
    return exitCode === 0 ? checked(readFileSync(join(folder, target, basePath)), recorded) : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checked(base: Buffer, { base: digest }: RecordedManifest): Buffer | undefined {
  return sha256(base) === digest ? base : undefined;
}

/** The packed tool in the repo, as an argument for the package manager. */
function carriedSpec(root: string, name: string): string | undefined {
  try {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies?: Record<string, string>;
    };
    const spec = devDependencies?.[name];
    return spec?.startsWith('file:.workshop/') ? `file:${join(root, spec.slice('file:'.length))}` : undefined;
  } catch {
    return undefined;
  }
}
