import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import { basePath, recordedBytes } from '../../base.ts';
import { manifestPath, type RecordedManifest } from '../../manifest.ts';
import { readCommitted } from '../git/committed-file.ts';
import { type Repository, uncommitted } from '../git/repository.ts';

/**
 * The base of a repo as it is committed, after its digest was checked. The file on the disk is not read, because a
 * checkout may change its line endings. Throws `refused` when the commit has no base, or another one than the manifest
 * names.
 */
export async function readCheckedBase(
  repository: Repository,
  { base }: Pick<RecordedManifest, 'base'>,
): Promise<Buffer> {
  const committed = await readCommitted(repository, basePath);
  const bytes = committed && recordedBytes(committed, base);
  if (bytes) return bytes;
  await refuseUncommittedRecords(repository);
  if (committed === undefined) {
    const onDisk = recordedOnDisk(repository.root, base);
    if (onDisk) {
      throw new WorkshopError('refused', `${basePath} is in no commit of ${repository.root}.`, {
        hint: `git add --force ${basePath} && git commit --message "Bring back the base"`,
      });
    }
    throw new WorkshopError(
      'refused',
      `${basePath} is missing: without it nobody can tell your edits from the template.`,
      {
        hint: `Find the commit that had it: git log -- ${basePath}. Or make it again: npm run workshop -- update --link`,
      },
    );
  }
  throw new WorkshopError(
    'refused',
    `${basePath} is not the one that ${manifestPath} names: one of them was changed.`,
    {
      hint: `After a merge take both files from one branch: git checkout <branch> -- ${basePath} ${manifestPath}. Or make it again: npm run workshop -- update --link`,
    },
  );
}

/** Throws `refused` when one of two records that do not match is not committed. That is then the reason. */
async function refuseUncommittedRecords(repository: Repository): Promise<void> {
  const paths = [manifestPath, basePath];
  const changed = (await uncommitted(repository)).map(({ path }) => path).filter((path) => paths.includes(path));
  if (changed.length === 0) return;
  throw new WorkshopError('refused', `There are changes that are in no commit: ${changed.join(' and ')}.`, {
    hint: `Commit both files, or bring back the committed ones: git checkout HEAD -- ${changed.join(' ')}`,
  });
}

function recordedOnDisk(root: string, digest: string): Buffer | undefined {
  try {
    return recordedBytes(readFileSync(join(root, basePath)), digest);
  } catch {
    return undefined;
  }
}
