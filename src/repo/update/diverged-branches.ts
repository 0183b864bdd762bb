import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import compare from 'semver/functions/compare.js';
import { WorkshopError } from '../../errors.ts';
import { basePath, workshopFolder } from '../base.ts';
import { plumb } from '../git/plumbing.ts';
import { manifestPath, parseManifest, type RecordedManifest } from '../manifest.ts';
import { gitDirAround } from './git/git-dir.ts';

/**
 * Throws `refused` during a merge of two branches that were updated separately. The error has the commands that join
 * them: take the records of one side, then update to the newer version of the two with the answers of both.
 */
export async function refuseDivergedBranches(cwd: string, version: string): Promise<void> {
  const gitDir = gitDirAround(cwd);
  if (gitDir === undefined || !existsSync(join(gitDir, 'MERGE_HEAD'))) return;
  const root = rootAround(cwd);
  const [ours, theirs] = await Promise.all(['HEAD', 'MERGE_HEAD'].map((side) => manifestAt(root, side)));
  if (!ours || !theirs || ours.base === theirs.base) return;
  const [older, newer] = [ours, theirs].map(({ generator }) => generator.version).sort(compare);
  const to = older === newer || newer === version ? '' : ` --to ${newer}`;
  // A difference may come from this branch. Only the changes that the other branch made since the common commit are
  // missing here.
  const common = await commonManifest(root);
  const changed = Object.entries(theirs.answers).filter(
    ([axis, id]) => axis !== 'name' && ours.answers[axis] !== id && common?.answers[axis] !== id,
  );
  const set = changed.filter(([axis]) => axis !== 'stage').map(([axis, id]) => ` --set ${axis}=${id}`);
  const advance = changed.some(([axis]) => axis === 'stage') ? ['npm run workshop -- advance'] : [];
  const lines = [
    `git checkout HEAD -- ${manifestPath} ${dirname(basePath)}`,
    'git status, resolve what is left, git add --all && git commit',
    `npm run workshop -- update${to}${set.join('')}`,
    ...advance,
  ];
  throw new WorkshopError('refused', 'This merge joins two branches that were updated separately.', {
    hint: `Take the records of this branch, resolve the rest, then bring both together:\n  ${lines.join('\n  ')}`,
  });
}

/** The nearest folder with a manifest. The manifest is not read, because during a merge it may not be valid JSON. */
function rootAround(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, manifestPath)) || existsSync(join(folder, workshopFolder))) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}

async function commonManifest(root: string): Promise<RecordedManifest | undefined> {
  const { stdout } = await plumb(root, ['merge-base', 'HEAD', 'MERGE_HEAD']);
  const base = stdout.toString('utf8').trim();
  return base === '' ? undefined : manifestAt(root, base);
}

async function manifestAt(root: string, side: string): Promise<RecordedManifest | undefined> {
  const { code, stdout } = await plumb(root, ['cat-file', 'blob', `${side}:./${manifestPath}`]);
  if (code !== 0) return undefined;
  try {
    return parseManifest(stdout.toString('utf8'));
  } catch {
    return undefined;
  }
}
