import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';
import type { MarkerLabels } from './conflict-markers.ts';
import { mergeCleanly } from './merge-cleanly.ts';
import type { Sides } from './sides.ts';

/** The result of a merge by lines. The text has markers when `conflicts` is not 0. */
export type MergedLines = { readonly bytes: Uint8Array; readonly conflicts: number };

/**
 * Merges lines, without a process when the sides do not overlap, else with `git merge-file`. The markers also show the
 * old template.
 */
export async function mergeLines(cwd: string, sides: Sides, labels: MarkerLabels): Promise<MergedLines> {
  const clean = mergeCleanly(sides);
  return clean ? { bytes: clean, conflicts: 0 } : markedByGit(cwd, sides, labels);
}

/** Runs `git merge-file`. From git 2.35 on lines that both sides have in common are outside of the markers. */
async function markedByGit(cwd: string, { base, ours, theirs }: Sides, labels: MarkerLabels): Promise<MergedLines> {
  return inTemporaryFolder('csw-merge-', async (folder) => {
    const files = [join(folder, 'ours'), join(folder, 'base'), join(folder, 'theirs')];
    await Promise.all([ours, base, theirs].map((bytes, i) => writeFile(files[i] ?? '', bytes)));
    const names = ['-L', labels.ours, '-L', labels.base, '-L', labels.theirs];
    for (const style of ['--zdiff3', '--diff3']) {
      const { code, stdout, stderr } = await plumb(cwd, ['merge-file', '-p', '-q', style, ...names, '--', ...files]);
      if (code >= 0 && code <= 127) return { bytes: stdout, conflicts: code };
      // 129 means "no such option": git is older.
      if (code !== 129) throw gitFailed('git merge-file failed', stderr);
    }
    throw new WorkshopError('failed', 'This git is too old to merge.', { hint: 'Install git 2.25 or newer.' });
  });
}
