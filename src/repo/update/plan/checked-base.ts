import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import { sha256 } from '../../../tree/digest.ts';
import { basePath } from '../../base.ts';
import { manifestPath, type RecordedManifest } from '../../manifest.ts';

/** The base of a repo, its digest checked. Throws `refused` when it is missing or was changed. */
export function readCheckedBase(root: string, { base }: Pick<RecordedManifest, 'base'>): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, basePath));
  } catch (cause) {
    throw new WorkshopError(
      'refused',
      `${basePath} is missing: without it nobody can tell your edits from the template.`,
      {
        hint: `git checkout HEAD -- ${basePath}, or make it again: npm run workshop -- update --link`,
        cause,
      },
    );
  }
  if (sha256(bytes) === base) return bytes;
  throw new WorkshopError(
    'refused',
    `${basePath} is not the one that ${manifestPath} names: one of them was changed.`,
    {
      hint: `After a merge take both files from one branch: git checkout <branch> -- ${basePath} ${manifestPath}. Or make it again: npm run workshop -- update --link`,
    },
  );
}
