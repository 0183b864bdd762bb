import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';
import type { MarkerLabels } from './conflict-markers.ts';
import { mergeCleanly } from './merge-cleanly.ts';
import type { Sides } from './sides.ts';

/** A merge line by line: the text, with markers where `conflicts` is not 0. */
export type MergedLines = { readonly bytes: Uint8Array; readonly conflicts: number };

/** Merges lines: cleanly without a process, and with `git merge-file` where the sides meet. Markers show the old template too. */
export async function mergeLines(cwd: string, sides: Sides, labels: MarkerLabels): Promise<MergedLines> {
  const clean = mergeCleanly(sides);
  return clean ? { bytes: clean, conflicts: 0 } : markedByGit(cwd, sides, labels);
}

/** git's markers are zealous from 2.35 on: what both sides have alike stands outside of them. */
async function markedByGit(cwd: string, { base, ours, theirs }: Sides, labels: MarkerLabels): Promise<MergedLines> {
  return inTemporaryFolder('csw-merge-', async (folder) => {
    const files = [join(folder, 'ours'), join(folder, 'base'), join(folder, 'theirs')];
    await Promise.all([ours, base, theirs].map((bytes, i) => writeFile(files[i] ?? '', bytes)));
    const names = ['-L', labels.ours, '-L', labels.base, '-L', labels.theirs];
    for (const style of ['--zdiff3', '--diff3']) {
      const { code, stdout, stderr } = await plumb(cwd, ['merge-file', '-p', '-q', style, ...names, '--', ...files]);
      if (code >= 0 && code <= 127) return { bytes: stdout, conflicts: code };
      // 129 is "no such option": an older git.
      if (code !== 129) throw gitFailed('git merge-file failed', stderr);
    }
    throw new WorkshopError('failed', 'This git is too old to merge.', { hint: 'Install git 2.25 or newer.' });
  });
}
